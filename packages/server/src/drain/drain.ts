import type { Clock } from "@volley/protocol/internal";
import { handled } from "../base/handled.js";
import type { Logger } from "../base/logger.js";
import { pause, settledOrAborted, waitUntil } from "../base/wait-until.js";
import { type AllDrainOptions, type DrainOptions, type DrainReport, readDrainOptions } from "./drain-options.js";
import type { LeavingClients } from "./leaving-clients.js";
import { comeBack, moveClients } from "./move-clients.js";

/** What a drain does to its node. */
export interface DrainPorts {
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  readonly clients: LeavingClients;
  /** Tells the others to send nothing new. */
  readonly announce: () => Promise<void>;
  /** Starts no job any more; resolves when those that run are over. */
  readonly endJobs: () => Promise<void>;
  /** Lets nobody in any more. */
  readonly shutDoor: () => void;
  /** Runs what modules do while clients are still there; the signal aborts when there is no more time. */
  readonly beforeShutdown: (signal: AbortSignal) => Promise<void>;
  /** How many messages and calls are being handled here. */
  readonly underWay: () => number;
  /** Closes the server. */
  readonly close: () => Promise<void>;
}

const LOOK_MS = 50;
/** How long clients who have nowhere to go, and so don't stop asking, are waited for until nothing is under way, in ms. */
const QUIET_MS = 2_000;

/** The planned end of a node: from the first word to the others until it is closed. It happens once. */
export class Drain {
  readonly #ports: DrainPorts;
  readonly #force = new AbortController();
  #run: Promise<DrainReport> | undefined;

  constructor(ports: DrainPorts) {
    this.#ports = ports;
  }

  /** Begins it; called again, it closes at once. Resolves with how it went, in both cases. Throws `BAD_REQUEST`. */
  start(options: DrainOptions): Promise<DrainReport> {
    if (this.#run === undefined) this.#run = this.#drain(readDrainOptions(options));
    else this.force();
    return this.#run;
  }

  /** Ends all waiting: the server is closed at once. */
  force(): void {
    this.#force.abort();
  }

  async #drain(options: AllDrainOptions): Promise<DrainReport> {
    const { clock, logger, close } = this.#ports;
    const startedAt = clock.monotonic();
    const time = new AbortController();
    const stopTimer = clock.after(options.waitMs + options.withinMs, () => time.abort());
    const forced = AbortSignal.any([this.#force.signal, ...(options.signal === undefined ? [] : [options.signal])]);
    const counts = await this.#empty(options, { forced, over: AbortSignal.any([forced, time.signal]) });
    stopTimer();
    await close();
    const report = { ...counts, tookMs: Math.round(clock.monotonic() - startedAt) };
    if (counts.unfinished > 0) logger.warn("a drain's time was over before all was done", { ...report });
    else logger.info("the server is drained", { ...report });
    return report;
  }

  async #empty(
    options: AllDrainOptions,
    { forced, over }: { readonly forced: AbortSignal; readonly over: AbortSignal },
  ): Promise<Omit<DrainReport, "tookMs">> {
    const { clock, random, clients, announce, endJobs, shutDoor, beforeShutdown, underWay } = this.#ports;
    const { withinMs, waitMs, perSecond } = options;
    const movedBefore = clients.moved;
    let jobsRun = false;
    const lastJobs = async (): Promise<void> => {
      jobsRun = true;
      await endJobs().catch(() => {});
      jobsRun = false;
    };
    void handled(announce());
    // Nobody else would run those of a server alone.
    const early = clients.way === "nowhere" ? undefined : lastJobs();
    await pause(waitMs, { clock, signal: over });
    const endsAt = clock.monotonic() + withinMs;
    shutDoor();
    await settledOrAborted(beforeShutdown(over), over);
    const leftMs = Math.max(1, endsAt - clock.monotonic());
    const told = await moveClients(this.#ports, { perSecond, leftMs, signal: over });
    const quietBy = clock.monotonic() + QUIET_MS;
    const isLate = (): boolean => clients.connected().length > 0 && clock.monotonic() >= quietBy;
    await waitUntil(() => underWay() === 0 || isLate(), { everyMs: LOOK_MS, clock, signal: over });
    if (!over.aborted) await settledOrAborted(early ?? lastJobs(), over);
    const unfinished = underWay() + (jobsRun ? 1 : 0);
    const moved = clients.moved - movedBefore;
    const left = clients.connected().filter((client) => !told.has(client)).length;
    if (!forced.aborted) await clients.leave(() => comeBack(left, { random }, { perSecond }));
    return { moved, ended: told.size + left, unfinished };
  }
}

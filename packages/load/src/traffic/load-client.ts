import type { Client, Status } from "@volley/client";
import type { AnyContract } from "@volley/protocol";
import type { Cancel, Clock } from "@volley/protocol/internal";
import type { GotPush } from "../measure/push-tally.js";
import type { Tally } from "../measure/tally.js";
import type { AnyClient, PlainScenario } from "../scenario/load-scenario.js";
import type { StatefulFacts } from "../scenario/scenario.js";
import { failureOf } from "./failure.js";
import { clientOptions, type OpenClient } from "./open-client.js";

/** What a client of a run works with. */
export interface LoadClientParts {
  readonly url: string;
  readonly scenario: PlainScenario;
  readonly tally: Tally;
  readonly clock: Clock;
  readonly openClient: OpenClient;
  readonly random: () => number;
  /** Told of each push that is counted, by its place in the scenario. */
  readonly onPush: (push: number, got: GotPush) => void;
  /** Told when it can send, and when it can't any more. */
  readonly onReady: (client: LoadClient, isReady: boolean) => void;
}

/** How long after a failed `connect` or `setup` of the scenario it is tried again, in ms. */
const RETRY_MS = 1_000;

/** One client of a run: connects, does the scenario's setup, and counts what becomes of its connection. */
export class LoadClient {
  readonly facts: StatefulFacts<unknown>;
  readonly #parts: LoadClientParts;
  #client: Client<AnyContract> | undefined;
  #status: Status["state"] = "idle";
  #openedAt = 0;
  #wasConnected = false;
  #isReady = false;
  #isClosed = false;
  /** Counts setups, so that one of a session that was lost meanwhile makes nothing ready. */
  #setups = 0;
  #cancelRetry: Cancel = () => {};

  constructor(index: number, parts: LoadClientParts) {
    const { random, scenario } = parts;
    this.#parts = parts;
    this.facts = { index, random, state: scenario.state() };
  }

  /** What its messages are sent with; undefined: its setup isn't done, or it was told to stay away. */
  get ready(): AnyClient | undefined {
    return this.#isReady ? this.#client : undefined;
  }

  get isConnected(): boolean {
    return this.#status === "ready";
  }

  /** Connects; `at` is when that was due, on the monotonic clock. Never rejects. */
  async open(at: number): Promise<void> {
    const { scenario, tally, url, openClient } = this.#parts;
    this.#openedAt = at;
    tally.connections.opened++;
    try {
      const options = clientOptions(await scenario.connect(this.facts), url);
      if (this.#isClosed) return;
      const client = openClient(scenario.contract, options);
      this.#client = client;
      client.onStatus((status) => this.#moved(status));
      client.onResync(({ reason }) => void (reason === "joined" || tally.connections.resyncs++));
      for (const at of scenario.pushes.keys()) this.#countPushes(client, at);
      // What closes it is counted by its status.
      client.connect().catch(() => {});
    } catch (thrown) {
      this.#failed(thrown);
    }
  }

  /** Closes it for good. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#setReady(false);
    this.#cancelRetry();
    await this.#client?.close();
    this.#parts.tally.connections.droppedNotifies += this.#client?.droppedNotifies ?? 0;
  }

  #countPushes(client: Client<AnyContract>, at: number): void {
    const { scenario, clock, onPush } = this.#parts;
    const counted = scenario.pushes[at];
    if (counted === undefined) return;
    client.onPush(counted.push, (data: unknown, meta: object) => {
      const replayed = "replayed" in meta && meta.replayed === true;
      let sentAt: unknown;
      try {
        sentAt = counted.sentAt?.(data, meta);
      } catch (thrown) {
        this.#failed(thrown);
      }
      onPush(at, { replayed, latencyMs: typeof sentAt === "number" ? clock.now() - sentAt : undefined });
    });
  }

  #moved(status: Status): void {
    const { connections } = this.#parts.tally;
    const before = this.#status;
    this.#status = status.state;
    if (status.state === "ready") this.#connected(status.resumed);
    else if (status.state === "waiting") {
      const { code, message } = status.cause;
      (before === "ready" ? connections.losses : connections.failures).count(code, message);
    } else if (status.state === "closed") {
      const { reason, text, error } = status.cause;
      this.#setReady(false);
      if (reason !== "client") connections.closings.count(reason, text ?? error.message);
    }
  }

  #connected(resumed: boolean): void {
    const { clock, tally } = this.#parts;
    if (this.#wasConnected) {
      tally.connections.reconnected++;
      if (resumed) tally.connections.resumed++;
    } else {
      tally.connections.connected++;
      tally.connections.latencies.record(clock.monotonic() - this.#openedAt);
    }
    this.#wasConnected = true;
    if (!resumed) void this.#setUp();
  }

  async #setUp(): Promise<void> {
    const { scenario, clock } = this.#parts;
    const setup = ++this.#setups;
    this.#cancelRetry();
    this.#setReady(false);
    try {
      if (this.#client !== undefined) await scenario.setup?.(this.#client as AnyClient, this.facts);
      if (setup === this.#setups && !this.#isClosed && this.#status !== "closed") this.#setReady(true);
    } catch (thrown) {
      if (setup !== this.#setups || this.#isClosed) return;
      this.#failed(thrown);
      this.#cancelRetry = clock.after(RETRY_MS, () => void this.#setUp());
    }
  }

  #setReady(isReady: boolean): void {
    if (this.#isReady === isReady) return;
    this.#isReady = isReady;
    this.#parts.onReady(this, isReady);
  }

  #failed(thrown: unknown): void {
    const { code, message } = failureOf(thrown);
    this.#parts.tally.connections.setups.count(code, message);
  }
}

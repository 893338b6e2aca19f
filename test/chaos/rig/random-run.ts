import type { Report } from "../report.js";
import { drain } from "./drain.js";
import { clientFaults, type Fault, type FaultScene, pause, serverFaults } from "./faults.js";
import { Publisher } from "./publisher.js";
import type { RunLog } from "./run-log.js";

export interface RandomRunOptions extends FaultScene {
  readonly log: RunLog;
  readonly rooms: readonly string[];
  readonly durationMs: number;
  /** Default: all of them. */
  readonly client?: Readonly<Record<string, Fault>>;
  readonly server?: Readonly<Record<string, Fault>>;
}

/** How much a period without a fault takes at most, in ms. A quarter of the periods is such. */
const CALM_MS = 1_000;

/**
 * Lets members talk and servers push while faults come and go: one of the clients' network and one of the servers at a
 * time, drawn by the scene's seed. Then ends all faults, waits for the drain, and judges.
 */
export async function randomRun(options: RandomRunOptions): Promise<Report> {
  const { random, log, cluster, members, rooms, durationMs } = options;
  const end = log.now() + durationMs;
  const running = (): boolean => log.now() < end;
  const drawn: string[] = [];

  async function periods(faults: Readonly<Record<string, Fault>>): Promise<void> {
    while (running()) {
      if (random.next() < 0.25) await pause(random.between(0, CALM_MS));
      else {
        const [name, fault] = random.pick(Object.entries(faults));
        drawn.push(name);
        if (process.env["CHAOS_DEBUG"]) console.log(`${Date.now() % 1_000_000} ${name}`);
        await fault(options);
      }
    }
  }
  async function talk(): Promise<void> {
    while (running()) {
      const member = random.pick(members);
      // Nobody waits for the answer: it may be away.
      void member.say(random.pick(rooms), random.next() < 0.1 ? [random.pick(members).uid] : []);
      if (random.next() < 0.2) void member.have("effect.once", random.between(0, 300));
      await pause(random.between(5, 60));
    }
  }
  async function publish(): Promise<void> {
    const publisher = new Publisher({ cluster, log, random });
    while (running()) {
      const to = random.next() < 0.2 ? random.pick(members).uid : random.pick(rooms);
      await publisher.push({ kind: rooms.includes(to) ? "room" : "user", room: to });
      await pause(random.between(0, 40));
    }
  }

  await Promise.all([
    periods(options.client ?? clientFaults),
    periods(options.server ?? serverFaults),
    talk(),
    publish(),
    publish(),
  ]);
  console.log(`seed ${random.seed}: ${drawn.join(", ")}`);
  await cluster.know();
  return drain({ log, cluster, members });
}

import { Deadlines, ManualClock, systemError, toUtf8 } from "@volley/protocol/internal";
import { FlushScheduler } from "../base/flush-scheduler.js";
import { MemoryBusHub } from "../cluster/memory-bus.js";
import { Peers } from "../peers/peers.js";
import { MemoryOnceStore } from "./memory-once-store.js";
import type { OnceAnswer } from "./once-record.js";
import { OnceRuns, type OnceTask } from "./once-runs.js";

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

export async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** An effect that counts how often it is had, and ends when the test says. */
export function effect() {
  const ends: ((answer: OnceAnswer) => void)[] = [];
  return {
    had: 0,
    run(): Promise<OnceAnswer> {
      this.had++;
      return new Promise((resolve) => ends.push(resolve));
    },
    end(text: string, type: OnceAnswer["type"] = "reply"): void {
      for (const end of ends.splice(0)) end({ type, payload: toUtf8(text) });
    },
  };
}

/** Nodes with one store and one bus, on a clock that stands still. */
export async function startOnceNodes(...ids: string[]) {
  const clock = new ManualClock({ settle });
  const hub = new MemoryBusHub();
  const store = new MemoryOnceStore(clock);
  const dead = new Set<string>();
  /** While true the store can't be reached. */
  const away = { is: false };
  const reachable = new Proxy(store, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...args: readonly unknown[]): unknown =>
        away.is ? Promise.reject(systemError("UNAVAILABLE", "no Redis")) : value.apply(target, args);
    },
  });
  const start = async (node: string) => {
    const peers = new Peers({
      ...{ node, bus: hub.bus(quiet), time: clock, clock, logger: quiet, inboxOf: (id: string) => `node:${id}` },
      ...{ deadlines: new Deadlines(clock), scheduler: new FlushScheduler() },
    });
    await peers.start();
    const isAlive = (id: string): boolean => !dead.has(id);
    const runs = new OnceRuns({ node, store: reachable, peers, isAlive, clock, logger: quiet, windowMs: 120_000 });
    return { peers, runs };
  };
  const nodes = Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await start(id)] as const)));
  const runsOf = (node: string): OnceRuns => (nodes[node] as { runs: OnceRuns }).runs;
  /** Sends request number 1 of a client to a node. */
  const ask = (node: string, had: ReturnType<typeof effect>, how: Asked = {}) => {
    const { serial = 1, ageMs = 0, memory = store.memory, client = "client", request = "buy", timeoutMs = 5_000 } = how;
    const call = runsOf(node).arrive(client, { serial, ageMs, memory });
    const task: OnceTask = { call, request, timeoutMs, effect: () => had.run() };
    return runsOf(node).run(task);
  };
  /** Ends a node as SIGKILL does; `known`: whether the others know already. */
  const kill = (node: string, known = true): void => {
    nodes[node]?.peers.close();
    if (known) dead.add(node);
  };
  return { clock, store, away, dead, ask, kill };
}

/** What a test says of a request. */
interface Asked {
  readonly serial?: number;
  readonly ageMs?: number;
  readonly memory?: string;
  readonly client?: string;
  readonly request?: string;
  readonly timeoutMs?: number;
}

import { Deadlines, ManualClock, systemError } from "@volley/protocol/internal";
import { FlushScheduler } from "../base/flush-scheduler.js";
import { handled } from "../base/handled.js";
import type { BusReceiver } from "../cluster/bus.js";
import { MemoryBusHub } from "../cluster/memory-bus.js";
import type { PeerOutcome } from "./peer-calls.js";
import { Peers } from "./peers.js";

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
/** Waits until what is under way in memory is over. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
};

/** Nodes on one memory bus and one clock that stands still. */
export async function startNodes(...ids: string[]) {
  const clock = new ManualClock({ settle });
  const hub = new MemoryBusHub();
  const start = async (node: string) => {
    const bus = hub.bus(quiet);
    const published: string[] = [];
    let refusing = false;
    /** What came while the node was stopped, as its socket would keep it; undefined while it runs. */
    let kept: (() => void)[] | undefined;
    const counting = {
      onChange: bus.onChange.bind(bus),
      subscribe: (channel: string, receive: BusReceiver) =>
        bus.subscribe(channel, (message, from) => {
          if (kept === undefined) receive(message, from);
          else kept.push(() => receive(message, from));
        }),
      get up() {
        return bus.up;
      },
      listen: bus.listen.bind(bus),
      publish: (channel: string, message: Uint8Array) => {
        if (refusing) return handled(Promise.reject(systemError("UNAVAILABLE", "too much waits")));
        published.push(channel);
        return bus.publish(channel, message);
      },
    };
    const peers = new Peers({
      ...{ node, bus: counting, time: clock, clock, logger: quiet, inboxOf: (id: string) => `node:${id}` },
      ...{ deadlines: new Deadlines(clock), scheduler: new FlushScheduler() },
    });
    await peers.start();
    const stop = (): void => {
      kept = [];
    };
    /** Loses what came while it was stopped. */
    const lose = (): void => {
      kept = undefined;
    };
    const resume = (): void => {
      const late = kept ?? [];
      kept = undefined;
      for (const deliver of late) deliver();
    };
    /** Lets what it publishes fail, though its bus is up. */
    const refuse = (refuses: boolean): void => {
      refusing = refuses;
    };
    return { peers, bus, published, stop, resume, lose, refuse };
  };
  const nodes = Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await start(id)] as const)));
  const ask = (from: string, to: string, head: unknown = null, timeoutMs = 5_000) => {
    let cancel: () => void = () => {};
    const outcome = new Promise<PeerOutcome>((resolve) => {
      cancel = nodes[from]?.peers.call({ node: to, method: "test", head, timeoutMs, settle: resolve }) ?? cancel;
    });
    return { outcome, cancel };
  };
  return { clock, hub, nodes, ask };
}

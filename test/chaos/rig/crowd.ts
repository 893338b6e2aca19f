import type { Status } from "@volley/client";
import type { ChaosSlot } from "./chaos-cluster.js";
import { type ChaosProxy, startChaosProxy } from "./chaos-proxy.js";
import { pause } from "./faults.js";
import { Member } from "./member.js";
import type { Scene } from "./scene.js";

/** Many clients behind one load balancer, which leads to the nodes that say they are ready. */
export class Crowd implements AsyncDisposable {
  readonly members: Member[] = [];
  readonly #scene: Scene;
  readonly #balancer: ChaosProxy;
  /** When connections came, in ms. */
  readonly #arrivals: number[] = [];
  readonly #statuses = new Map<Member, Status["state"][]>();
  #out: ChaosSlot | undefined;
  #turn = 0;

  constructor(scene: Scene, balancer: ChaosProxy) {
    this.#scene = scene;
    this.#balancer = balancer;
    balancer.lead(() => this.#lead());
    balancer.always(() => void this.#arrivals.push(scene.log.now()));
  }

  /** Connects so many, a few at a time, each in a room. */
  static async gather(scene: Scene, count: number, rooms: readonly string[]): Promise<Crowd> {
    const crowd = new Crowd(scene, await startChaosProxy(1));
    for (let at = 0; at < count; at += 25) {
      const few = Array.from({ length: Math.min(25, count - at) }, (_, n) => crowd.#join(at + n, rooms));
      await Promise.all(few);
    }
    scene.members.push(...crowd.members);
    return crowd;
  }

  /** Takes a slot out of the balancer until the work is done, as one does whose node isn't ready. */
  async without<T>(slot: ChaosSlot, work: () => Promise<T>): Promise<T> {
    this.#out = slot;
    try {
      return await work();
    } finally {
      this.#out = undefined;
    }
  }

  /** Sends a request of each client every so many ms, until the signal aborts; none is left open then. */
  async ask(everyMs: number, signal: AbortSignal): Promise<void> {
    await Promise.all(
      this.members.map(async (member, n) => {
        await pause((everyMs * n) / this.members.length);
        while (!signal.aborted) {
          await Promise.all([member.have(n % 4 === 0 ? "effect.once" : "effect.plain", 20), pause(everyMs)]);
        }
      }),
    );
  }

  /** What became of the clients' connections since it was asked last. */
  take() {
    const times = this.#arrivals.splice(0);
    const changes = [...this.#statuses.values()].map((states) => states.splice(0));
    return {
      connections: times.length,
      /** The most connections within 100 ms, and within a second. */
      peak: most(times, 100),
      peakPerSecond: most(times, 1_000),
      /** The most of one client. */
      most: Math.max(...changes.map((states) => states.filter((state) => state === "ready").length)),
      /** How many had no connection for a while. */
      interrupted: changes.filter((states) => states.includes("waiting")).length,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.members.map((member) => member.close()));
    await this.#balancer.close();
  }

  async #join(n: number, rooms: readonly string[]): Promise<void> {
    const { log } = this.#scene;
    const heartbeat = { everyMs: 5_000, timeoutMs: 10_000 };
    const member = await Member.start({ uid: `u${n}`, log, lead: () => 1, proxy: this.#balancer, heartbeat });
    const states: Status["state"][] = [];
    member.client.onStatus(({ state }) => states.push(state));
    await member.enter(rooms[n % rooms.length] ?? "a");
    this.#statuses.set(member, states);
    this.members.push(member);
  }

  /** Each in its turn. */
  #lead(): number {
    const slots = this.#scene.cluster.slots.filter((slot) => slot !== this.#out && slot.node.alive());
    return slots[this.#turn++ % slots.length]?.node.port ?? 1;
  }
}

/** The most of these times that lie within so many ms. */
function most(times: readonly number[], ms: number): number {
  return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + ms).length));
}

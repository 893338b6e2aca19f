import { ManualClock, systemError } from "@volley/protocol/internal";
import { recordingLogger } from "../../../../test/support/recording-logger.js";
import { until } from "../../../../test/support/until.js";
import { LeasedUserDirectory } from "./leased-user-directory.js";
import type { HeldSession, NewSession, SessionStore, StoredSession, Writer } from "./session-store.js";
import type { Binding } from "./user-directory.js";

/** A store of sessions, real or in memory. */
export interface StoreUnderTest {
  /** Makes a node's way to the store. */
  connect(): SessionStore;
  /** Lets the store's clock go on by at least this. */
  pass(ms: number): Promise<void>;
}

/** A store that a test can cut, before or after it has done its work. */
class FlakyStore implements SessionStore {
  readonly #store: SessionStore;
  status: "up" | "down" | "silent" = "up";
  #refused: string | undefined;
  /** How many operations are under way, and the most that were. */
  running = 0;
  most = 0;

  constructor(store: SessionStore) {
    this.#store = store;
  }

  /** Lets everything fail that is about this user. */
  refuse(uid: string): void {
    this.#refused = uid;
  }

  bind(uid: string, added: NewSession, writer: Writer) {
    return this.#run(uid, () => this.#store.bind(uid, added, writer));
  }
  assert(uid: string, held: readonly HeldSession[], writer: Writer) {
    return this.#run(uid, () => this.#store.assert(uid, held, writer));
  }
  list(uid: string) {
    return this.#run(uid, () => this.#store.list(uid));
  }
  forget(uid: string, sessions: readonly StoredSession[]) {
    return this.#run(uid, () => this.#store.forget(uid, sessions));
  }

  async #run<T>(uid: string, work: () => Promise<T>): Promise<T> {
    this.running++;
    this.most = Math.max(this.most, this.running);
    try {
      if (this.status === "down" || uid === this.#refused) throw systemError("UNAVAILABLE", "the store is cut");
      const result = await work();
      if (this.status === "silent") throw systemError("UNAVAILABLE", "the answer got lost");
      return result;
    } finally {
      this.running--;
    }
  }
}

/** Nodes with clocks of their own, on one store. A node whose clock isn't moved renews nothing. */
export class DirectoryRig {
  readonly store: StoreUnderTest;
  /** The nodes that are known to be gone. */
  readonly dead = new Set<string>();
  readonly #nodes: LeasedUserDirectory[] = [];

  constructor(store: StoreUnderTest) {
    this.store = store;
  }

  node(id: string, options: { readonly leaseMs?: number; readonly type?: string } = {}) {
    const { leaseMs = 60_000, type = "web" } = options;
    const clock = new ManualClock();
    const logger = recordingLogger();
    const store = new FlakyStore(this.store.connect());
    const listeners = new Set<(up: boolean) => void>();
    const bus = {
      onChange: (handler: (up: boolean) => void) => {
        listeners.add(handler);
        return Object.assign(() => void listeners.delete(handler), { [Symbol.dispose]: () => {} });
      },
    };
    const isAlive = (node: string): boolean => !this.dead.has(node);
    const directory = new LeasedUserDirectory({ store, node: { id, type }, isAlive, bus, clock, logger, leaseMs });
    const replaced: Binding[] = [];
    directory.onReplaced((binding) => replaced.push(binding));
    this.#nodes.push(directory);
    const settled = async (): Promise<void> => {
      await until(() => store.running === 0, "the store has answered");
      await new Promise((resolve) => setImmediate(resolve));
    };
    return {
      ...{ directory, clock, store, logger, replaced },
      /** Moves its clock to its next renewal, and waits until that is over. */
      renew: async () => {
        await clock.advance(leaseMs / 3);
        await settled();
      },
      /** Tells it that the bus is up again. */
      busUp: async () => {
        for (const listener of listeners) listener(true);
        await settled();
      },
      /** The sessions of a user as this node sees them: "s1@a", … */
      sees: async (uid = "ann") => {
        const [sessions] = await directory.lookup([uid]);
        return sessions?.map(({ session, node }) => `${session}@${node}`).join(" ");
      },
    };
  }

  /** Takes all sessions of a user out of the store, as if their leases had ended. */
  async lose(uid = "ann"): Promise<void> {
    const store = this.store.connect();
    await store.forget(uid, await store.list(uid));
  }

  async close(): Promise<void> {
    await Promise.all(this.#nodes.map((each) => each.close()));
  }
}

/** Names a session of the user that most tests are about. */
export const of = (session: string, uid = "ann"): Binding => ({ uid, session });

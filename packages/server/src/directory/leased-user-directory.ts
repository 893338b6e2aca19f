import { type Clock, checkUid, isName, systemError } from "@volley/protocol/internal";
import { handled } from "../base/handled.js";
import { Heartbeat } from "../base/heartbeat.js";
import { Lanes } from "../base/lanes.js";
import { Listeners } from "../base/listeners.js";
import type { Logger } from "../base/logger.js";
import { settledWithin } from "../base/settled-within.js";
import { Tasks } from "../base/tasks.js";
import type { Unsubscribe } from "../base/unsubscribe.js";
import type { Bus } from "../cluster/bus.js";
import { HeldSessions } from "./held-sessions.js";
import type { SessionStore, StoredSession, Writer } from "./session-store.js";
import type { Binding, Uniqueness, UserDirectory, UserSession } from "./user-directory.js";

const CLOSE_MS = 2_000;
const RETRY_MS = 1_000;
/** How many users are renewed or looked up by one caller at a time: others get their turn in between. */
const CHUNK = 128;
const LIMITS = { atOnce: 256, waiting: 10_000 };

/** What the directory needs. */
export interface LeasedUserDirectoryOptions {
  readonly store: SessionStore;
  /** This node; another run of the process is another one. */
  readonly node: { readonly id: string; readonly type: string };
  /** Tells whether a node counts as there; such as `Discovery.isAlive`. */
  readonly isAlive: (node: string) => boolean;
  /** When it is up again, all sessions of this node are entered again. */
  readonly bus: Pick<Bus, "onChange">;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long an entry outlives its node, in ms; renewed every third of it. */
  readonly leaseMs: number;
}

/**
 * The user directory by leases in a store. This node's memory is the truth about its own sessions: each renewal says
 * for a user that exactly these are here, which repairs whatever the store lost or kept too long.
 */
export class LeasedUserDirectory implements UserDirectory {
  readonly #options: LeasedUserDirectoryOptions;
  readonly #writer: Writer;
  readonly #held = new HeldSessions();
  /** Operations on one user keep their order: a renewal must not undo a binding that is under way. */
  readonly #lanes = new Lanes(LIMITS);
  readonly #heartbeat: Heartbeat;
  readonly #replaced: Listeners<Binding>;
  readonly #upAgain: Unsubscribe;
  #floor = 0;
  #failing = false;
  #closed = false;

  constructor(options: LeasedUserDirectoryOptions) {
    const { node, leaseMs, clock, bus, logger } = options;
    this.#options = options;
    this.#writer = { node: node.id, type: node.type, leaseMs };
    this.#replaced = new Listeners("a handler of replaced sessions", new Tasks(logger));
    const periodMs = leaseMs / 3;
    const beat = (): Promise<void> => this.#renew();
    this.#heartbeat = new Heartbeat({ clock, periodMs, retryMs: Math.min(periodMs, RETRY_MS), beat });
    this.#upAgain = bus.onChange((up) => {
      if (up) void handled(this.#heartbeat.now());
    });
  }

  async bind(binding: Binding, unique: Uniqueness) {
    const { uid, session } = checked(binding);
    this.#heartbeat.start();
    return this.#lanes.run(uid, async () => {
      if (this.#closed) throw closed();
      // Whatever becomes of it, it may have been stored.
      this.#doubt(uid);
      const added = { session, unique, floor: this.#floor };
      const { fence, replaced } = await this.#options.store.bind(uid, added, this.#writer);
      this.#floor = Math.max(this.#floor, fence);
      // close() takes it out again: its turn comes after this.
      if (this.#closed) throw closed();
      for (const each of replaced) if (each.node === this.#writer.node) this.#held.drop(uid, each.session);
      this.#held.hold(uid, { session, fence, unique, connected: true });
      return { fence, replaced: this.#alive(replaced) };
    });
  }

  async unbind(binding: Binding): Promise<{ readonly last: boolean }> {
    const { uid, session } = checked(binding);
    // Before its turn comes and again then: no renewal may enter it any more, whatever becomes of this call.
    const drop = (): void => void this.#held.drop(uid, session);
    drop();
    this.#doubt(uid);
    return this.#lanes.run(uid, async () => {
      drop();
      const others = await this.#assert(uid);
      return { last: others.length === 0 && this.#held.of(uid).length === 0 };
    });
  }

  release(binding: Binding): void {
    const { uid, session } = checked(binding);
    this.#held.drop(uid, session);
    // Should the other node never enter it, a later renewal takes it out.
    this.#doubt(uid);
  }

  async setConnected(binding: Binding, connected: boolean): Promise<void> {
    const { uid, session } = checked(binding);
    const set = (): boolean => this.#held.setConnected(uid, session, connected);
    set();
    await this.#lanes.run(uid, async () => {
      if (set()) await this.#assert(uid);
    });
  }

  async lookup(uids: readonly string[]): Promise<readonly (readonly UserSession[])[]> {
    for (const uid of uids) checkUid(uid);
    const { store } = this.#options;
    const results: (readonly UserSession[])[] = [];
    for (let at = 0; at < uids.length; at += CHUNK) {
      const chunk = uids.slice(at, at + CHUNK);
      const lists = await Promise.all(chunk.map((uid) => this.#lanes.run(undefined, () => store.list(uid))));
      for (const [index, list] of lists.entries()) results.push(this.#sift(chunk[index] ?? "", list));
    }
    return results;
  }

  onReplaced(handler: (binding: Binding) => void): Unsubscribe {
    return this.#replaced.add(handler);
  }

  async close(): Promise<void> {
    const { clock, leaseMs, logger } = this.#options;
    const leave = async (): Promise<void> => {
      await this.abandon();
      this.#held.clear(clock.monotonic() + leaseMs);
      await this.#assertAll();
    };
    const leaving = leave().catch((error: unknown) => {
      logger.debug("sessions couldn't be taken out; their entries end with their leases", { error });
    });
    await settledWithin(leaving, CLOSE_MS, clock);
  }

  /** Ends all timers and takes nothing out, as if the process were killed. */
  async abandon(): Promise<void> {
    this.#closed = true;
    this.#upAgain();
    await this.#heartbeat.stop();
  }

  async #renew(): Promise<void> {
    const { logger } = this.#options;
    try {
      await this.#assertAll();
      if (this.#failing) logger.info("the user directory can be written again");
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) logger.warn("the user directory can't be written; it is put right later", { error });
      this.#failing = true;
      throw error;
    }
  }

  /** Says of all users what is here. Rejects when the store doesn't answer; one bad user doesn't keep others from it. */
  async #assertAll(): Promise<void> {
    const uids = this.#held.users(this.#options.clock.monotonic());
    for (let at = 0; at < uids.length; at += CHUNK) {
      const chunk = uids.slice(at, at + CHUNK);
      const failed = await this.#assertEach(chunk);
      // When the store is just back, most were refused while the first of them found that out.
      const again = await this.#assertEach(failed);
      if (again.length === chunk.length) throw systemError("UNAVAILABLE", "the user directory can't be reached");
    }
  }

  /** Tells for which users it failed. */
  async #assertEach(uids: readonly string[]): Promise<readonly string[]> {
    const results = await Promise.allSettled(uids.map((uid) => this.#lanes.run(uid, () => this.#assert(uid))));
    return uids.filter((_, index) => results[index]?.status === "rejected");
  }

  /** Says what is here of a user, and tells what is elsewhere. */
  async #assert(uid: string): Promise<readonly UserSession[]> {
    const { replaced, others } = await this.#options.store.assert(uid, this.#held.of(uid), this.#writer);
    this.#held.settle(uid);
    for (const session of replaced) if (this.#held.drop(uid, session)) this.#replaced.tell({ uid, session });
    return this.#sift(uid, others);
  }

  /** Has the store told again about a user. What is wrong there ends with its lease: it isn't renewed. */
  #doubt(uid: string): void {
    this.#held.doubt(uid, this.#options.clock.monotonic() + this.#options.leaseMs);
  }

  /** Leaves out the sessions of nodes that are gone, and takes them out of the store. */
  #sift(uid: string, sessions: readonly StoredSession[]): readonly UserSession[] {
    const dead = sessions.filter(({ node }) => !this.#counts(node));
    if (dead.length > 0) void handled(this.#lanes.run(undefined, () => this.#options.store.forget(uid, dead)));
    return this.#alive(sessions);
  }

  #alive(sessions: readonly StoredSession[]): readonly UserSession[] {
    return sessions
      .filter(({ node }) => this.#counts(node))
      .sort((one, other) => one.fence - other.fence)
      .map(({ session, node, type, connected, fence }) => ({ session, node, type, connected, fence }));
  }

  #counts(node: string): boolean {
    return node === this.#writer.node || this.#options.isAlive(node);
  }
}

function checked(binding: Binding): Binding {
  checkUid(binding.uid);
  if (!isName(binding.session)) throw systemError("BAD_REQUEST", "a session's id has to be a name");
  return binding;
}

function closed(): Error {
  return systemError("UNAVAILABLE", "the user directory is closed");
}

import type { Cancel } from "@volley/protocol/internal";
import { handled } from "../base/handled.js";
import { type Unsubscribe, unsubscribe } from "../base/unsubscribe.js";
import type { Bus } from "../cluster/bus.js";
import type { RedisKeys } from "../redis/keys.js";
import type { JoinedSession, PresenceChange, PresentUser } from "./group-registry.js";
import type { LocalSession } from "./group-share.js";
import { NodeShares, type NodeSharesParts } from "./node-shares.js";
import type { PresenceGroup } from "./presence-group.js";
import { readInfo } from "./presence-info.js";
import { encodePresenceNews, parsePresenceNews } from "./presence-news.js";
import { PresenceWatch } from "./presence-watch.js";

/** A user who is present in a group. */
export interface Present<Info = unknown> {
  readonly uid: string;
  /** What the user's newest session said when it joined; undefined when the contract asks for nothing. */
  readonly info: Info;
}

/** Somebody came, left, or is told about anew. */
export type PresenceEvent<Info = unknown> =
  | (Present<Info> & { readonly type: "joined" | "updated" })
  | { readonly type: "left"; readonly uid: string };

/** What presence works with. */
export interface PresenceParts extends Omit<NodeSharesParts, "onChanges"> {
  /** The id of this node. */
  readonly node: string;
  /** Whether a node is known to be there: sessions of others don't count. */
  readonly isAlive: (node: string) => boolean;
  /** What carries news to other nodes; left out: there are none. */
  readonly bus?: Bus | undefined;
  readonly keys: RedisKeys;
  /** Tells a group what changed; called on one node for each change. */
  readonly announce: (group: PresenceGroup, event: PresenceEvent) => void;
}

/** A group that handlers of this node follow. */
interface Watched {
  readonly group: PresenceGroup;
  readonly watch: PresenceWatch;
  readonly stop: () => void;
  subscription: "none" | "wanted" | Unsubscribe;
  stopRetry: Cancel;
}

/** How soon following a group is tried again, in ms. */
const RETRY_MS = 1_000;

/** Who is in which group now, in the whole cluster: sessions that joined, and the users who are present by them. */
export class Presence {
  readonly #parts: PresenceParts;
  readonly #shares: NodeShares;
  readonly #watched = new Map<string, Watched>();
  readonly #stopListening: () => void;

  constructor(parts: PresenceParts) {
    this.#parts = parts;
    this.#shares = new NodeShares({ ...parts, onChanges: (group, changes) => this.#told(group, changes) });
    this.#stopListening = parts.bus?.onChange((up) => up && this.resync()) ?? ((): void => {});
  }

  /** Enters a session of this node. Resolves when others know it, or when they will learn it later only. */
  join(group: PresenceGroup, session: LocalSession): Promise<void> {
    return this.#shares.join(group, session);
  }

  /** Takes a session of this node out. Resolves as `join` does. */
  leave(group: string, session: string): Promise<void> {
    return this.#shares.leave(group, session);
  }

  /** Takes a session that has ended out of everything. */
  ended(session: string): void {
    this.#parts.tasks.watch("leaving the groups of a session", this.#shares.leaveAll(session));
  }

  /** Says whom a session belongs to now. */
  setUid(session: string, uid: string | undefined): Promise<void> {
    return this.#shares.setUid(session, uid);
  }

  /** Lists the sessions that joined a group, on all nodes. Rejects with `UNAVAILABLE`. */
  async sessions(group: string): Promise<readonly JoinedSession[]> {
    const { registry, node, isAlive, sessionsIn } = this.#parts;
    const registered = await registry.sessions(group);
    // What is here is known here, whether it was written or not, or taken out by another node a moment ago.
    const inRoom = new Set(sessionsIn(group));
    const here = this.#shares.sessions(group).filter(({ session }) => inRoom.has(session));
    return [...here, ...registered.filter((each) => each.node !== node && isAlive(each.node))];
  }

  /** Lists who is present in a group. Rejects with `UNAVAILABLE`. */
  async present(group: PresenceGroup): Promise<readonly Present[]> {
    return (await this.#list(group)).map(({ uid, info }) => ({ uid, info: readInfo(info) }));
  }

  /** Calls the handler with what changes in a group from now on, on whichever node. */
  onChange(group: PresenceGroup, handler: (event: PresenceEvent) => unknown): Unsubscribe {
    const watched = this.#watched.get(group.name) ?? this.#watch(group);
    const stop = watched.watch.listen((change) => {
      this.#parts.tasks.run("a presence handler", () => handler(eventOf(change)));
    });
    return unsubscribe(() => {
      stop();
      if (watched.watch.unused && this.#watched.get(group.name) === watched) this.#unwatch(watched);
    });
  }

  /** Takes the sessions of all nodes out that aren't in the group any more. Resolves as `join` does. */
  clear(group: PresenceGroup): Promise<void> {
    return this.#shares.clear(group);
  }

  /** Takes out what a node left behind that is known to be gone. */
  nodeGone(node: string): void {
    this.#shares.resync(node);
  }

  /** Corrects what is known here and what others know: messages or data may have been lost. */
  resync(): void {
    this.#shares.resync();
    for (const watched of this.#watched.values()) this.#follow(watched);
  }

  /** Waits until what is under way is written, and ends everything. Never rejects. */
  async close(): Promise<void> {
    this.#stopListening();
    for (const watched of [...this.#watched.values()]) this.#unwatch(watched);
    await this.#shares.close();
  }

  async #list(group: PresenceGroup): Promise<readonly PresentUser[]> {
    await this.#shares.look(group);
    return this.#parts.registry.present(group.name);
  }

  #told(group: PresenceGroup, changes: readonly PresenceChange[]): void {
    const { bus, keys, node, announce } = this.#parts;
    for (const change of changes) announce(group, eventOf(change));
    this.#watched.get(group.name)?.watch.take(changes);
    if (bus === undefined) return;
    for (const message of encodePresenceNews({ from: node, changes })) {
      // Lost news is found out when the bus is up again.
      void handled(bus.publish(keys.presenceNews(group.name), message));
    }
  }

  #watch(group: PresenceGroup): Watched {
    const stop = this.#shares.watch(group);
    const watched: Watched = { group, watch: new PresenceWatch(), stop, subscription: "none", stopRetry: () => {} };
    this.#watched.set(group.name, watched);
    this.#follow(watched);
    return watched;
  }

  #unwatch(watched: Watched): void {
    this.#watched.delete(watched.group.name);
    watched.stop();
    watched.stopRetry();
    if (typeof watched.subscription === "function") watched.subscription();
  }

  /** Listens to news, then reads what came before; again and again until that works. */
  #follow(watched: Watched): void {
    watched.stopRetry();
    this.#parts.tasks.run("following who is in a group", async () => {
      try {
        await this.#subscribe(watched);
        await watched.watch.read(() => this.#list(watched.group));
      } catch (error) {
        if (this.#watched.get(watched.group.name) !== watched) return;
        this.#parts.logger.debug("who is in a group can't be followed now", { group: watched.group.name, error });
        watched.stopRetry = this.#parts.clock.after(RETRY_MS, () => this.#follow(watched));
      }
    });
  }

  async #subscribe(watched: Watched): Promise<void> {
    const { bus, keys, node } = this.#parts;
    if (bus === undefined || watched.subscription !== "none") return;
    watched.subscription = "wanted";
    try {
      const stop = await bus.subscribe(keys.presenceNews(watched.group.name), (message) => {
        const news = parsePresenceNews(message);
        if (news !== undefined && news.from !== node) watched.watch.take(news.changes);
      });
      watched.subscription = stop;
      if (this.#watched.get(watched.group.name) !== watched) stop();
    } catch (error) {
      watched.subscription = "none";
      throw error;
    }
  }
}

function eventOf(change: PresenceChange): PresenceEvent {
  return change.type === "left" ? change : { ...change, info: readInfo(change.info) };
}

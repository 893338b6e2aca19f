import { type Clock, systemError } from "@volley/protocol/internal";
import { handled } from "../base/handled.js";
import { Heartbeat } from "../base/heartbeat.js";
import { Listeners } from "../base/listeners.js";
import type { Logger } from "../base/logger.js";
import { settledWithin } from "../base/settled-within.js";
import { Tasks } from "../base/tasks.js";
import type { Unsubscribe } from "../base/unsubscribe.js";
import type { Bus } from "./bus.js";
import type { Discovery, NodeChange } from "./discovery.js";
import { type KnownNodes, nextNodes } from "./known-nodes.js";
import type { NodeInfo } from "./node-info.js";
import { decodeNodeNews, encodeNodeNews, type NodeNews } from "./node-news.js";
import { decodeNode, encodeNode } from "./node-record.js";
import type { NodeListing, NodeStore } from "./node-store.js";
import { OutageGrace } from "./outage-grace.js";
import { PresumedAlive } from "./presumed-alive.js";

const CLOSE_MS = 2_000;
const RETRY_MS = 1_000;

/** What discovery needs. */
export interface LeasedDiscoveryOptions {
  readonly store: NodeStore;
  readonly bus: Bus;
  /** The channel for news about nodes. */
  readonly channel: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long a node counts as there after it last said so, in ms; said again every third of it. */
  readonly leaseMs: number;
}

/**
 * Discovery by leases in a store, and news on the bus. A heartbeat renews the own record and lists all others, so
 * whatever else goes wrong is right again a third of a lease later; news only make it beat sooner.
 */
export class LeasedDiscovery implements Discovery {
  readonly #options: LeasedDiscoveryOptions;
  readonly #changes: Listeners<NodeChange>;
  readonly #presumed = new PresumedAlive();
  #self: { readonly id: string; readonly text: string } | undefined;
  #nodes: KnownNodes = new Map();
  #run: { readonly heartbeat: Heartbeat; readonly end: readonly Unsubscribe[] } | undefined;
  #closed = false;
  #registered = false;
  /** Beats have numbers: the last one that began, and the last one that was answered. */
  #begun = 0;
  #done = 0;
  readonly #grace: OutageGrace;
  #failing = false;
  /** Who said goodbye while a beat was under way, whose answer may still list them. */
  readonly #leftMeanwhile = new Set<string>();
  #dropped = 0;

  constructor(options: LeasedDiscoveryOptions) {
    this.#options = options;
    this.#grace = new OutageGrace(options.leaseMs);
    this.#changes = new Listeners("a handler of node changes", new Tasks(options.logger));
  }

  /** How many messages and records were dropped because they made no sense. */
  get dropped(): number {
    return this.#dropped;
  }

  async join(self: NodeInfo): Promise<void> {
    if (this.#self !== undefined) throw systemError("BAD_REQUEST", "this node has joined: use update()");
    this.#self = { id: self.id, text: encodeNode(self) };
    try {
      await this.watch();
    } catch (error) {
      this.#self = undefined;
      throw error;
    }
  }

  async watch(): Promise<void> {
    if (this.#closed) throw systemError("UNAVAILABLE", "discovery is closed");
    const before = this.#run;
    const { heartbeat } = before ?? (await this.#begin());
    try {
      await heartbeat.now();
      heartbeat.start();
    } catch (error) {
      if (before === undefined) await this.#end();
      throw error;
    }
  }

  async update(self: NodeInfo): Promise<void> {
    const text = encodeNode(self);
    if (this.#self?.id !== self.id) throw systemError("BAD_REQUEST", "only a node that joined can change its record");
    this.#self = { id: self.id, text };
    await this.#run?.heartbeat.now().catch(() => {});
  }

  nodes(): readonly NodeInfo[] {
    return [...this.#nodes.values()];
  }

  isAlive(id: string): boolean {
    if (this.#nodes.has(id)) return true;
    const presumed = this.#presumed.of(id, this.#done, this.#begun);
    if (presumed === "new") this.#look();
    return presumed !== "gone";
  }

  onChange(handler: (change: NodeChange) => void): Unsubscribe {
    return this.#changes.add(handler);
  }

  async close(): Promise<void> {
    const { store, logger, clock } = this.#options;
    const self = this.#self;
    const leave = async (): Promise<void> => {
      await this.abandon();
      if (self === undefined) return;
      await store.remove(self.id);
      await this.#publish({ type: "left", from: self.id });
    };
    const leaving = leave().catch((error: unknown) => {
      logger.debug("a node couldn't say goodbye; its record ends with its lease", { error });
    });
    await settledWithin(leaving, CLOSE_MS, clock);
  }

  /** Ends all timers without a word to the others, as if the process were killed. */
  async abandon(): Promise<void> {
    this.#closed = true;
    await this.#end();
  }

  async #begin(): Promise<{ readonly heartbeat: Heartbeat; readonly end: readonly Unsubscribe[] }> {
    const { bus, channel, clock, leaseMs } = this.#options;
    const periodMs = leaseMs / 3;
    const beat = (): Promise<void> => this.#beat();
    const heartbeat = new Heartbeat({ clock, periodMs, retryMs: Math.min(periodMs, RETRY_MS), beat });
    const news = await bus.subscribe(channel, (message) => this.#receive(message));
    const upAgain = bus.onChange((up) => {
      this.#grace.interrupt();
      if (up) this.#look();
    });
    this.#run = { heartbeat, end: [news, upAgain] };
    return this.#run;
  }

  async #end(): Promise<void> {
    const run = this.#run;
    this.#run = undefined;
    for (const end of run?.end ?? []) end();
    await run?.heartbeat.stop();
  }

  #look(): void {
    const beat = this.#run?.heartbeat.now();
    if (beat !== undefined) void handled(beat);
  }

  async #beat(): Promise<void> {
    const { store, leaseMs, logger } = this.#options;
    const number = ++this.#begun;
    this.#leftMeanwhile.clear();
    const own = this.#self === undefined ? undefined : { ...this.#self, leaseMs };
    try {
      const listing = await store.renew(own);
      if (!this.#closed) this.#take(listing, { number, renewed: own !== undefined });
    } catch (error) {
      if (!this.#failing) logger.warn("nodes can't be looked up; the last known ones stay", { error });
      this.#failing = true;
      this.#grace.interrupt();
      throw error;
    }
  }

  #take(listing: NodeListing, beat: { readonly number: number; readonly renewed: boolean }): void {
    const { clock, logger } = this.#options;
    if (this.#failing) logger.info("nodes can be looked up again");
    this.#failing = false;
    this.#done = beat.number;
    const lostOwn = beat.renewed && this.#registered && listing.had === "none";
    this.#registered ||= beat.renewed;
    const keepMissing = this.#grace.keepsMissing(clock.monotonic(), lostOwn);
    const next = nextNodes(this.#nodes, this.#read(listing.records), keepMissing);
    this.#nodes = next.nodes;
    for (const change of next.changes) this.#announce(change);
    const told = beat.renewed && listing.had !== "same";
    if (told || listing.expired > 0) void this.#publish({ type: "look", from: this.#self?.id });
  }

  #announce(change: NodeChange): void {
    if (change.type === "left") this.#presumed.gone(change.node.id, 0);
    else this.#presumed.known(change.node.id);
    this.#changes.tell(change);
  }

  #read(records: ReadonlyMap<string, string>): KnownNodes {
    const nodes = new Map<string, NodeInfo>();
    for (const [id, text] of records) {
      if (this.#leftMeanwhile.has(id)) continue;
      const node = decodeNode(text);
      if (node?.id === id) nodes.set(id, node);
      else this.#drop("a node's record makes no sense to this version", id);
    }
    return nodes;
  }

  #receive(message: Uint8Array): void {
    const news = decodeNodeNews(message);
    if (news === undefined) this.#drop("news about nodes make no sense", this.#options.channel);
    else if (news.from !== undefined && news.from === this.#self?.id) return;
    else if (news.type === "look") this.#look();
    else this.#goodbye(news.from);
  }

  #goodbye(id: string): void {
    this.#leftMeanwhile.add(id);
    const node = this.#nodes.get(id);
    if (node === undefined) return;
    this.#nodes = new Map([...this.#nodes].filter(([each]) => each !== id));
    this.#announce({ type: "left", node });
  }

  #drop(message: string, where: string): void {
    this.#dropped++;
    this.#options.logger.debug(message, { where, dropped: this.#dropped });
  }

  async #publish(news: NodeNews): Promise<void> {
    const { bus, channel, logger } = this.#options;
    try {
      await bus.publish(channel, encodeNodeNews(news));
    } catch (error) {
      logger.debug("news about nodes got lost; the heartbeat makes up for them", { error });
    }
  }
}

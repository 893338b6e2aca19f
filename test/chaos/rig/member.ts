import { type Client, createClient, type Status } from "@volley/client";
import type { SentRequest, TellReason } from "../history.js";
import { type ChaosContract, chaosContract } from "./chaos-contract.js";
import { type ChaosProxy, startChaosProxy } from "./chaos-proxy.js";
import type { GrowingView, RunLog } from "./run-log.js";

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

export interface MemberOptions {
  readonly uid: string;
  readonly log: RunLog;
  /** Leads each connection to a node. */
  readonly lead: () => number;
  /** Default: 30,000. */
  readonly timeoutMs?: number;
  /** A proxy that it shares with others, who close it. Default: one of its own. */
  readonly proxy?: ChaosProxy;
  readonly heartbeat?: { readonly everyMs: number; readonly timeoutMs: number };
}

/** A client that goes through a proxy of its own, and writes down what its app sees. */
export class Member {
  readonly uid: string;
  readonly client: Client<ChaosContract>;
  readonly proxy: ChaosProxy;
  /** Why its sessions couldn't go on. */
  readonly failures: string[] = [];
  readonly #log: RunLog;
  readonly #timeoutMs: number;
  readonly #rooms = new Set<string>();
  readonly #views = new Map<string, GrowingView>();
  /** How many epochs of a stream it has seen the end of. Apps aren't told the epoch's name. */
  readonly #epochs = new Map<string, number>();
  readonly #entering = new Set<Promise<unknown>>();
  readonly #sharesProxy: boolean;
  #ready = 0;

  constructor(own: ChaosProxy, options: Omit<MemberOptions, "lead">) {
    const { uid, log, timeoutMs = 30_000, proxy = own, heartbeat = { everyMs: 1_000, timeoutMs: 2_000 } } = options;
    this.uid = uid;
    this.proxy = proxy;
    this.#sharesProxy = options.proxy !== undefined;
    this.#log = log;
    this.#timeoutMs = timeoutMs;
    this.client = createClient(chaosContract, {
      url: `http://127.0.0.1:${proxy.port}`,
      token: () => uid,
      timeoutMs,
      connectTimeoutMs: 5_000,
      reconnect: { minMs: 50, maxMs: 500 },
      heartbeat,
      logger: quiet,
    });
    this.client.onStatus((status) => this.#onStatus(status));
    for (const push of ["room.said", "brief.said", "user.told"] as const) {
      this.client.onPush(push, ({ id }, { group, offset }) => {
        const stream = group ?? uid;
        const place = { epoch: `${this.#epochs.get(stream) ?? 0}`, offset };
        this.#view(stream).events.push({ type: "push", id, place, at: this.#log.now() });
      });
    }
    this.client.onResync(({ group, reason }) => {
      if (process.env["CHAOS_DEBUG"]) console.log(`${Date.now() % 1_000_000} ${uid} is told ${reason} ${group}`);
      if (reason !== "joined") this.#tell(group ?? uid, reason);
    });
  }

  static async start({ lead, ...options }: MemberOptions): Promise<Member> {
    const member = new Member(options.proxy ?? (await startChaosProxy(lead)), options);
    await member.client.connect();
    // The user's own stream needs no entering.
    member.#view(options.uid).since = options.log.now();
    return member;
  }

  /** Enters a room, its two groups. Everything that is pushed there from now on has to come. */
  async enter(room: string): Promise<void> {
    const views = [this.#view(`room:${room}`), this.#view(`brief:${room}`)];
    await this.client.request("room.enter", room);
    this.#rooms.add(room);
    for (const view of views) view.since = this.#log.now();
  }

  /** Says something in a room, as a request that has its effect once. */
  async say(room: string, except: readonly string[] = []): Promise<void> {
    const stream = `room:${room}`;
    const publication = this.#log.publication(stream, except);
    const { id } = publication;
    const request = await this.#log.request({ name: `say ${id}`, timeoutMs: this.#timeoutMs }, () =>
      this.client.request("room.say", { room, id, except: [...except] }).result(),
    );
    if (request.code !== "") return;
    publication.outcome = "acked";
    publication.offset = (request.reply as { readonly offset: number }).offset;
  }

  /** Has an effect, by a route with `once` or by one without. */
  have(route: "effect.once" | "effect.plain", holdMs = 0): Promise<SentRequest> {
    const effect = this.#log.id(this.uid);
    return this.#log.request({ name: `${route} ${effect}`, timeoutMs: this.#timeoutMs, effect }, () =>
      this.client.request(route, { effect, holdMs }).result(),
    );
  }

  /** Waits until it is connected and in its rooms. */
  async settled(): Promise<void> {
    await this.client.connect();
    await Promise.all(this.#entering);
  }

  async close(): Promise<void> {
    await this.client.close();
    if (!this.#sharesProxy) await this.proxy.close();
  }

  #view(stream: string): GrowingView {
    const view = this.#views.get(stream) ?? this.#log.member(this.uid, stream);
    this.#views.set(stream, view);
    return view;
  }

  #tell(stream: string, reason: TellReason): void {
    if (reason === "epoch") this.#epochs.set(stream, (this.#epochs.get(stream) ?? 0) + 1);
    this.#view(stream).events.push({ type: "told", reason, at: this.#log.now() });
  }

  /** A session that is gone has left its rooms: an app enters them again, and takes a snapshot. */
  #onStatus(status: Status): void {
    if (process.env["CHAOS_DEBUG"]) console.log(`${Date.now() % 1_000_000} ${this.uid} ${JSON.stringify(status)}`);
    if (status.state !== "ready" || this.#ready++ === 0 || status.resumed) return;
    this.failures.push(`${status.resumeFailure}`);
    const news = [...this.#views.values()].map((view) => {
      const event = { type: "told" as const, reason: "fresh" as const, at: Number.POSITIVE_INFINITY };
      view.events.push(event);
      return event;
    });
    const entering = this.#enterAgain().then(() => {
      for (const event of news) event.at = this.#log.now();
    });
    this.#entering.add(entering);
    void entering.finally(() => this.#entering.delete(entering));
  }

  async #enterAgain(): Promise<void> {
    for (const room of this.#rooms) {
      // Should this session end as well, the next one enters.
      await this.client.request("room.enter", room).result();
    }
  }
}

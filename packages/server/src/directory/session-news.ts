import { isName, toUtf8 } from "@volley/protocol/internal";
import { Listeners } from "../base/listeners.js";
import type { Logger } from "../base/logger.js";
import { parseJson } from "../base/parse-json.js";
import { Tasks } from "../base/tasks.js";
import type { Unsubscribe } from "../base/unsubscribe.js";
import type { Bus } from "../cluster/bus.js";

/** What happened to a session of a user, on the node that holds or held it. */
export type SessionNews =
  | ({ readonly type: "bound" } & NewsOfSession)
  | ({
      readonly type: "closed";
      /** Whether the user has no other session in the cluster; undefined if that couldn't be found out. */
      readonly last?: boolean | undefined;
      /** Why it ended: the reason of its `Ending`. */
      readonly reason?: string | undefined;
    } & NewsOfSession);

interface NewsOfSession {
  readonly uid: string;
  readonly session: string;
  readonly node: string;
  readonly nodeType: string;
}

/** What session news need. */
export interface SessionNewsOptions {
  readonly bus: Bus;
  /** The channel for news about sessions. */
  readonly channel: string;
  readonly logger: Logger;
}

const MAX_BYTES = 2_048;
const MAX_REASON = 256;

/** Tells all nodes of sessions that were bound or closed. News may get lost: the user directory has the truth. */
export class SessionNewsChannel {
  readonly #options: SessionNewsOptions;
  readonly #listeners: Listeners<SessionNews>;
  #subscription: Unsubscribe | undefined;
  #closed = false;
  #dropped = 0;

  constructor(options: SessionNewsOptions) {
    this.#options = options;
    this.#listeners = new Listeners("a handler of session news", new Tasks(options.logger));
  }

  /** How many messages were dropped because they made no sense. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Starts to listen. Rejects with `UNAVAILABLE`, and may be tried again then. */
  async start(): Promise<void> {
    const { bus, channel } = this.#options;
    if (this.#subscription !== undefined || this.#closed) return;
    const subscription = await bus.subscribe(channel, (message) => this.#receive(message));
    if (this.#closed) subscription();
    else this.#subscription = subscription;
  }

  /** Tells all nodes that listen, this one included. Never rejects: news that can't be sent are lost. */
  async publish(news: SessionNews): Promise<void> {
    const { bus, channel, logger } = this.#options;
    try {
      await bus.publish(channel, encodeSessionNews(news));
    } catch (error) {
      logger.debug("news about a session got lost", { type: news.type, session: news.session, error });
    }
  }

  /** Calls the handler for all news. What it throws is logged. */
  onSessionNews(handler: (news: SessionNews) => unknown): Unsubscribe {
    return this.#listeners.add(handler);
  }

  /** Ends listening. */
  close(): void {
    this.#closed = true;
    this.#subscription?.();
  }

  #receive(message: Uint8Array): void {
    const news = decodeSessionNews(message);
    if (news !== undefined) return this.#listeners.tell(news);
    this.#dropped++;
    this.#options.logger.debug("news about a session make no sense", { dropped: this.#dropped });
  }
}

function encodeSessionNews(news: SessionNews): Uint8Array {
  if (news.type === "bound") return toUtf8(JSON.stringify(news));
  return toUtf8(JSON.stringify({ ...news, reason: news.reason?.slice(0, MAX_REASON) }));
}

/** Reads news; undefined for whatever else came over the channel. What a newer version says besides is left out. */
function decodeSessionNews(message: Uint8Array): SessionNews | undefined {
  const { type, uid, session, node, nodeType, last, reason } = parseJson(message, MAX_BYTES) ?? {};
  if (!isName(uid) || !isName(session) || !isName(node) || !isName(nodeType)) return undefined;
  const common = { uid, session, node, nodeType };
  if (type === "bound") return { type, ...common };
  if (type !== "closed" || (last !== undefined && typeof last !== "boolean")) return undefined;
  if (reason !== undefined && (typeof reason !== "string" || reason.length > MAX_REASON)) return undefined;
  return { type, ...common, last, reason };
}

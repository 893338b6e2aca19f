import { type Clock, systemError } from "@volley/protocol/internal";
import { handled } from "../base/handled.js";
import { randomId } from "../base/ids.js";
import { Listeners } from "../base/listeners.js";
import type { Logger } from "../base/logger.js";
import { Tasks } from "../base/tasks.js";
import type { Unsubscribe } from "../base/unsubscribe.js";
import { BusCounts } from "../cluster/bus-counters.js";
import type { Cluster, ClusterEngine } from "../cluster-engine.js";
import { type SessionNews, SessionNewsChannel } from "../directory/session-news.js";
import type { UserDirectory } from "../directory/user-directory.js";
import { clusterEmitter } from "../groups/cluster-adapter.js";
import type { Broadcaster } from "../groups/rooms.js";
import type { PushLog } from "../push-log/push-log.js";
import type { RevokeParts } from "../revocation/revoke.js";

/** A connection that stands. */
export interface EmitterConnection {
  readonly rooms: Broadcaster;
  readonly directory: UserDirectory;
  readonly log: PushLog;
  readonly news: SessionNewsChannel;
  readonly revocations: Omit<RevokeParts, "keepMs">;
  close(): Promise<void>;
}

/** Connects an emitter to its cluster when it is first needed, and again if that didn't work. */
export class EmitterLink {
  readonly #parts: { readonly cluster: Cluster; readonly clock: Clock; readonly logger: Logger };
  readonly #listeners: Listeners<SessionNews>;
  #opening: Promise<EmitterConnection> | undefined;
  #wantsNews = false;
  #closed = false;

  constructor(parts: { readonly cluster: Cluster; readonly clock: Clock; readonly logger: Logger }) {
    this.#parts = parts;
    this.#listeners = new Listeners("a handler of session news", new Tasks(parts.logger));
  }

  /** Gives the connection. Rejects with `UNAVAILABLE`, or `CONFLICT` when the emitter is closed. */
  connect(): Promise<EmitterConnection> {
    if (this.#closed) return Promise.reject(systemError("CONFLICT", "the emitter is closed; make a new one"));
    this.#opening ??= handled(this.#open());
    return this.#opening;
  }

  /** Calls the handler for news of sessions, from when the connection stands. */
  onSessionNews(handler: (news: SessionNews) => unknown): Unsubscribe {
    this.#wantsNews = true;
    const listening = this.connect().then(({ news }) => news.start());
    listening.catch((error: unknown) => this.#parts.logger.error("news of sessions can't be listened to", { error }));
    return this.#listeners.add(handler);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const connection = await this.#opening?.catch(() => undefined);
    await connection?.close();
  }

  async #open(): Promise<EmitterConnection> {
    const { cluster, clock, logger } = this.#parts;
    // Nobody sees this name: an emitter is no node.
    const engine = cluster.engine({ node: { id: randomId(), type: "emitter" }, clock, logger });
    try {
      await engine.start();
      await engine.discovery.watch();
      return await this.#connectionOf(engine);
    } catch (error) {
      this.#opening = undefined;
      await engine.close();
      throw error;
    }
  }

  async #connectionOf(engine: ClusterEngine): Promise<EmitterConnection> {
    const { bus, directory, roomsKey: key } = engine;
    const news = new SessionNewsChannel({ bus, channel: engine.sessionNewsChannel, logger: this.#parts.logger });
    news.onSessionNews((each) => this.#listeners.tell(each));
    if (this.#wantsNews) await news.start();
    return {
      rooms: clusterEmitter(engine.fanout, { bus, key, counters: new BusCounts(), clock: this.#parts.clock }),
      directory,
      log: engine.log,
      revocations: { store: engine.revocations, bus, channel: engine.revocationChannel },
      news,
      close: async () => {
        news.close();
        await engine.close();
      },
    };
  }
}

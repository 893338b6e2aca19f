import type { VolleyError } from "@volley/protocol";
import { type Cancel, type Clock, ENDINGS, type Welcome } from "@volley/protocol/internal";
import { cancelledBy } from "../base/cancelled-by.js";
import { Listeners } from "../base/listeners.js";
import { onAbort } from "../base/on-abort.js";
import type { Unsubscribe } from "../base/unsubscribe.js";
import { type BackoffOptions, backoffMs } from "./backoff.js";
import type { Connection, ConnectionEvents } from "./connection.js";
import type { ConnectionEnd } from "./connection-end.js";
import { onOnline } from "./on-online.js";
import { type ConnectorEvent, INITIAL, next } from "./state.js";
import type { Status } from "./status.js";

/** What a connector needs and reports. */
export interface ConnectorPorts {
  /** Starts a connection. */
  readonly open: (
    events: Pick<ConnectionEvents, "welcomed" | "ended">,
    mode: "takeover" | "handover",
  ) => Pick<Connection, "close">;
  readonly clock: Clock;
  readonly random: () => number;
  readonly reconnect: BackoffOptions;
  /** It closes for good. The connection, if there is one, still takes what is left to say. */
  readonly closing: (error: VolleyError) => void;
  /** A listener to the status failed. */
  readonly listenerFailed: (thrown: unknown) => void;
}

/** A connection that lived this long ends a row of failures. Less, and a crash loop would be met without any pause. */
const LASTING_MS = 5_000;

/** Keeps a connection to the server: opens one when it is wanted, and another one when it ends. */
export class Connector {
  readonly #ports: ConnectorPorts;
  readonly #listeners: Listeners<[status: Status]>;
  #state = INITIAL;
  #connection: Pick<Connection, "close"> | undefined;
  /** The connection that a planned move is about to lead to. */
  #next: Pick<Connection, "close"> | undefined;
  #stopTimer: Cancel = () => {};
  #stopListening: Cancel | undefined;

  constructor(ports: ConnectorPorts) {
    this.#ports = ports;
    this.#listeners = new Listeners(ports.listenerFailed);
  }

  get status(): Status {
    return this.#state.status;
  }

  /** Sees to it that there is a connection soon. */
  want(): void {
    this.#take({ type: "wanted" });
  }

  /** Waits until it is ready. Rejects with what closed it, or `CANCELLED`. */
  ready(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) throw cancelledBy(signal);
      const settle = (status: Status): void => {
        if (status.state === "ready") resolve();
        else if (status.state === "closed") reject(status.cause.error);
        else return;
        stopListening();
        stopWatching();
      };
      const stopListening = this.#listeners.add(settle);
      const stopWatching = onAbort(signal, () => {
        stopListening();
        reject(cancelledBy(signal));
      });
      settle(this.status);
    });
  }

  /** Tells every new status, until it is undone or the signal aborts. */
  onStatus(handler: (status: Status) => void, signal?: AbortSignal): Unsubscribe {
    return this.#listeners.add(handler, signal);
  }

  /** Opens another connection beside the present one, which goes on until the server ends it. */
  move(): void {
    if (this.status.state !== "ready" || this.#next !== undefined) return;
    const { open } = this.#ports;
    const next = open(
      {
        welcomed: (welcome) => {
          this.#connection = next;
          this.#next = undefined;
          this.#welcomed(welcome);
        },
        ended: (end) => {
          if (this.#next === next) this.#next = undefined; // the one before stands, and stays
          this.#ended(next, end);
        },
      },
      "handover",
    );
    this.#next = next;
  }

  /** Ends the connection, for good. */
  close(): void {
    this.#take({ type: "closed" });
  }

  #take(event: ConnectorEvent): void {
    const before = this.#state;
    this.#state = next(before, event);
    const { status } = this.#state;
    if (status === before.status) return;
    this.#stopTimer();
    this.#enter(status);
    this.#listeners.tell(status);
    if (status.state === "closed") this.#listeners.close();
  }

  #enter(status: Status): void {
    const { clock } = this.#ports;
    switch (status.state) {
      case "idle":
        break;
      case "connecting":
        this.#stopListening ??= onOnline(() => this.#take({ type: "retried" }));
        this.#open();
        break;
      case "ready":
        this.#stopTimer = clock.after(LASTING_MS, () => this.#take({ type: "lasted" }));
        break;
      case "waiting":
        this.#stopTimer = clock.after(status.retryInMs, () => this.#take({ type: "retried" }));
        break;
      case "closed":
        this.#ports.closing(status.cause.error);
        this.#connection?.close({ leaving: true });
        this.#next?.close();
        this.#stopListening?.();
        break;
    }
  }

  #open(): void {
    const connection = this.#ports.open(
      { welcomed: (welcome) => this.#welcomed(welcome), ended: (end) => this.#ended(connection, end) },
      "takeover",
    );
    this.#connection = connection;
  }

  #welcomed({ session, uid, resumed }: Welcome): void {
    this.#take({ type: "welcomed", session, uid, resumed });
  }

  /** The end of a connection that another one replaced, or was to replace, changes nothing. */
  #ended(connection: Pick<Connection, "close">, end: ConnectionEnd): void {
    if (connection !== this.#connection) return;
    if (this.#next !== undefined && ENDINGS[end.ending.reason] === "reconnect") {
      // The server lets go as soon as the next one has the session, which may be a moment before that is welcomed.
      this.#connection = this.#next;
      this.#next = undefined;
      return;
    }
    this.#next?.close();
    this.#next = undefined;
    this.#take({ type: "ended", end, retryInMs: this.#retryInMs(end) });
  }

  #retryInMs({ ending }: ConnectionEnd): number {
    const { random, reconnect } = this.#ports;
    const { retryAfterMs } = ending;
    return backoffMs(this.#state.failures + 1, { ...reconnect, random: random(), retryAfterMs });
  }
}

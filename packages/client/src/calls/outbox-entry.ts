import { type TraceContext, VolleyError } from "@volley/protocol";
import {
  type Cancel,
  type Extension,
  type Numbered,
  type RouteDefinition,
  traceExtensions,
} from "@volley/protocol/internal";
import type { RemoteTable } from "../session/remote-table.js";

/** The first time that a `once` request was written: what marks it at each resend. */
export interface FirstSend {
  /** Counts the `once` requests of this client, from 1. */
  readonly serial: number;
  /** What the server called its memory then. */
  readonly memory: string;
  readonly at: Moment;
}

/** A moment on both clocks: one may be set, the other may stand still while the machine sleeps. */
export interface Moment {
  readonly now: number;
  readonly monotonic: number;
}

/** How far a request or notify got. */
export type EntryState =
  /** It waits for a connection, or for the end of this tick; with `first`, to be sent again. */
  | { readonly stage: "queued"; readonly first: FirstSend | undefined }
  /** It was written to the connection, as the `position`th entry there. Requests have an `id`. */
  | {
      readonly stage: "sent";
      readonly position: number;
      readonly id: number | undefined;
      readonly first: FirstSend | undefined;
    }
  /** The server surely read it: it answered this entry or a later one, and frames arrive in order. */
  | { readonly stage: "accepted"; readonly id: number | undefined; readonly first: FirstSend | undefined };

export const QUEUED: EntryState = { stage: "queued", first: undefined };

/** Follows from writing an entry; `first` if it may be sent again. */
export function send(
  state: EntryState,
  written: { readonly position: number; readonly id?: number | undefined; readonly first?: FirstSend | undefined },
): EntryState {
  const { position, id, first } = written;
  return state.stage === "queued" ? { stage: "sent", position, id, first } : state;
}

/** Follows from proof that the server read everything up to a position. */
export function accept(state: EntryState, upTo: number): EntryState {
  return state.stage === "sent" && state.position <= upTo
    ? { stage: "accepted", id: state.id, first: state.first }
    : state;
}

/** Follows from the loss of the connection that it was written to: what may be sent again waits for the next one. */
export function lose(state: EntryState): EntryState {
  return state.stage !== "queued" && state.first !== undefined ? { stage: "queued", first: state.first } : state;
}

/** Reads the answer of a server whose numbers mean what the table says. */
export type ReadAnswer = (payload: Uint8Array, remote: RemoteTable) => unknown;

/** What an entry is made of. */
export interface EntryParts {
  readonly kind: "request" | "notify" | "group";
  /** What is asked of a group has one that is in no table. */
  readonly route: Numbered<RouteDefinition>;
  readonly payload: Uint8Array;
  readonly trace?: TraceContext | undefined;
  /** Reads the reply; left out: as the route says. */
  readonly read?: ReadAnswer | undefined;
  /** Takes the reply; the fate of a notify that was sent is not known. */
  readonly resolve: (reply: unknown) => void;
  /** Takes what went wrong. */
  readonly reject: (error: VolleyError) => void;
}

/** Something on its way to the server. */
export class OutboxEntry {
  readonly kind: EntryParts["kind"];
  readonly route: Numbered<RouteDefinition>;
  readonly payload: Uint8Array;
  readonly read: ReadAnswer | undefined;
  readonly extensions: readonly Extension[];
  state: EntryState = QUEUED;
  /** It was written to a connection that was lost, and nobody knows what became of it there. */
  isResent = false;
  /** How often it may still be sent again after it was refused, and until when that makes sense. */
  retries = 0;
  until = 0;
  readonly #resolve: (reply: unknown) => void;
  readonly #reject: (error: VolleyError) => void;
  #held: Cancel[] = [];

  constructor({ kind, route, payload, trace, read, resolve, reject }: EntryParts) {
    this.kind = kind;
    this.route = route;
    this.payload = payload;
    this.read = read;
    this.extensions = traceExtensions(trace);
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** Keeps something up until the entry is settled or released: its deadline, a watch on a signal. */
  hold(cancel: Cancel): void {
    this.#held.push(cancel);
  }

  /** Settles it with what `read` returns or promises, or with what it throws. Never rejects itself. */
  async settle(read: () => unknown): Promise<void> {
    this.release();
    try {
      this.#resolve(await read());
    } catch (thrown) {
      this.#reject(VolleyError.from(thrown));
    }
  }

  /** Settles it with an error. */
  fail(error: VolleyError): void {
    this.release();
    this.#reject(error);
  }

  /** Ends what was held. */
  release(): void {
    for (const cancel of this.#held) cancel();
    this.#held = [];
  }
}

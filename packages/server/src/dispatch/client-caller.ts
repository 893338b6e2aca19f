import type { VolleyError } from "@volley/protocol";
import { encodeError, encodeReply } from "@volley/protocol/internal";
import type { LiveSession } from "../session/live-session.js";
import type { Caller } from "./caller.js";
import { encodeWireError } from "./encode-wire-error.js";
import type { RequestWatch } from "./request-watch.js";

/** A client of this node: answers become frames in its session's outbox. */
export class ClientCaller implements Caller {
  readonly session: LiveSession;
  readonly #watch: RequestWatch | undefined;

  constructor(session: LiveSession, watch?: RequestWatch) {
    this.session = session;
    this.#watch = watch;
  }

  get gone(): boolean {
    return this.session.gone;
  }

  reply(id: number, payload: Uint8Array): void {
    this.session.send(encodeReply(id, payload));
    this.#watch?.ended(id, "ok");
  }

  fail(id: number, error: VolleyError): void {
    this.session.send(encodeError(id, encodeWireError(error)));
    this.#watch?.ended(id, error.code);
  }
}

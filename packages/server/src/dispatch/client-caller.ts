import type { VolleyError } from "@volley/protocol";
import { encodeError, encodeReply } from "@volley/protocol/internal";
import type { LiveSession } from "../session/live-session.js";
import type { Caller } from "./caller.js";
import { encodeWireError } from "./encode-wire-error.js";

/** A client of this node: answers become frames in its session's outbox. */
export class ClientCaller implements Caller {
  readonly session: LiveSession;

  constructor(session: LiveSession) {
    this.session = session;
  }

  get gone(): boolean {
    return this.session.gone;
  }

  reply(id: number, payload: Uint8Array): void {
    this.session.send(encodeReply(id, payload));
  }

  fail(id: number, error: VolleyError): void {
    this.session.send(encodeError(id, encodeWireError(error)));
  }
}

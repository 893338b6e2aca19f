import type { VolleyError } from "@volley/protocol";
import { encodeError, encodeJson, encodeReply, toWireError } from "@volley/protocol/internal";
import type { LiveSession } from "../session/live-session.js";
import type { Caller } from "./caller.js";

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

/** An error's data comes from handlers; if it can't be written as JSON the rest still goes out. */
function encodeWireError(error: VolleyError): Uint8Array {
  const { data, ...rest } = toWireError(error);
  try {
    return encodeJson({ ...rest, data });
  } catch {
    return encodeJson(rest);
  }
}

import type { Serializer, VolleyError } from "@volley/protocol";
import { encodeError, encodeJson, encodeReply, toWireError } from "@volley/protocol/internal";
import type { LiveSession } from "../session/live-session.js";

/** Answers a request with its output. Throws what the serializer throws. */
export function replyOk(
  session: LiveSession,
  id: number,
  reply: { readonly route: string; readonly output: unknown; readonly serializer: Serializer },
): void {
  const payload = reply.serializer.encode(reply.output, { kind: "reply", name: reply.route });
  session.send(encodeReply(id, payload));
}

/** Answers a request with an error. */
export function replyError(session: LiveSession, id: number, error: VolleyError): void {
  session.send(encodeError(id, encodeWireError(error)));
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

import { systemError } from "../errors/volley-error.js";
import { ByteReader, malformed } from "./byte-reader.js";
import { type Extension, type Frame, NO_EXTENSIONS } from "./frame.js";
import { ANSWERED, EXTENDED, KIND } from "./kinds.js";
import { MAX_EXTENSIONS, type WireLimits } from "./limits.js";

/**
 * Reads a message: one or more frames back to back. All of it or nothing: a message with one broken frame has no
 * effect. Payloads are views on `bytes`. Throws `BAD_REQUEST` or `PAYLOAD_TOO_LARGE`, and nothing else.
 */
export function decodeMessage(bytes: Uint8Array, limits: WireLimits): Frame[] {
  if (bytes.length > limits.messageBytes) {
    throw systemError("PAYLOAD_TOO_LARGE", `a message has ${bytes.length} bytes, ${limits.messageBytes} are allowed`, {
      data: { limitBytes: limits.messageBytes },
    });
  }
  if (bytes.length === 0) throw malformed("it is empty");
  const reader = new ByteReader(bytes);
  const frames: Frame[] = [];
  while (reader.left > 0) {
    if (frames.length >= limits.frames) throw malformed(`it has more than ${limits.frames} frames`);
    const head = reader.byte();
    frames.push(decodeFrame(head, reader.enter(reader.varint())));
  }
  return frames;
}

function decodeFrame(head: number, body: ByteReader): Frame {
  const code = head & ~EXTENDED;
  const extended = (head & EXTENDED) !== 0;
  switch (code) {
    case KIND.request: {
      const id = body.varint();
      const route = body.varint();
      const extensions = decodeExtensions(extended, body);
      return { kind: "request", id, route, extensions, payload: body.rest() };
    }
    case KIND.notify: {
      const route = body.varint();
      const extensions = decodeExtensions(extended, body);
      return { kind: "notify", route, extensions, payload: body.rest() };
    }
    case KIND.push: {
      const push = body.varint();
      const extensions = decodeExtensions(extended, body);
      return { kind: "push", push, extensions, payload: body.rest() };
    }
    case KIND.cancel:
      return last(body, { kind: "cancel", id: plain(extended, body).varint() });
    case KIND.ping:
      return last(body, { kind: "ping", id: plain(extended, body).varint() });
    case KIND.reply:
      return { kind: "reply", id: plain(extended, body).varint(), payload: body.rest() };
    case KIND.error:
      return { kind: "error", id: plain(extended, body).varint(), payload: body.rest() };
    case KIND.pong:
      return { kind: "pong", id: plain(extended, body).varint(), now: decodeTime(body.rest()) };
    case KIND.welcome:
      return { kind: "welcome", payload: plain(extended, body).rest() };
    case KIND.goodbye:
      return { kind: "goodbye", payload: plain(extended, body).rest() };
    case KIND.position:
      return { kind: "position", payload: plain(extended, body).rest() };
    case KIND.move:
      return { kind: "move", payload: plain(extended, body).rest() };
    case KIND.auth:
      return { kind: "auth", payload: plain(extended, body).rest() };
    case KIND.refresh:
      return { kind: "refresh", id: plain(extended, body).varint(), payload: body.rest() };
    case KIND.limited:
      return { kind: "limited", payload: plain(extended, body).rest() };
    case KIND.left:
      return { kind: "left", payload: plain(extended, body).rest() };
    case KIND.group:
      return { kind: "group", id: plain(extended, body).varint(), payload: body.rest() };
    default:
      return { kind: "unknown", code, id: (code & ANSWERED) === 0 ? undefined : body.varint() };
  }
}

function decodeExtensions(extended: boolean, body: ByteReader): readonly Extension[] {
  if (!extended) return NO_EXTENSIONS;
  const block = body.enter(body.varint());
  if (block.left === 0) throw malformed("its extensions are announced but missing");
  const extensions: Extension[] = [];
  while (block.left > 0) {
    if (extensions.length >= MAX_EXTENSIONS) throw malformed(`a frame has more than ${MAX_EXTENSIONS} extensions`);
    const type = block.varint();
    extensions.push({ type, value: block.slice(block.varint()) });
  }
  return extensions;
}

/** Kinds without a route or push number carry no extensions. */
function plain(extended: boolean, body: ByteReader): ByteReader {
  if (extended) throw malformed("a frame of this kind has extensions");
  return body;
}

function last<F extends Frame>(body: ByteReader, frame: F): F {
  if (body.left > 0) throw malformed("a frame is longer than its kind");
  return frame;
}

function decodeTime(bytes: Uint8Array): number {
  if (bytes.length !== 8) throw malformed("a time has not 8 bytes");
  const now = new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0);
  if (!Number.isFinite(now)) throw malformed("a time is not a number");
  return now;
}

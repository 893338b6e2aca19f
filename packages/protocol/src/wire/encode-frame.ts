import { allocate } from "./bytes.js";
import { type Extension, NO_EXTENSIONS } from "./frame.js";
import { ANSWERED, EXTENDED, KIND } from "./kinds.js";
import { varintLength, writeVarint } from "./varint.js";

const NOTHING = new Uint8Array(0);

/** What a frame may carry besides its numbers. */
export interface FrameContent {
  readonly payload?: Uint8Array;
  readonly extensions?: readonly Extension[];
}

export function encodeRequest(id: number, route: number, content: FrameContent = {}): Uint8Array {
  return encode(KIND.request, id, route, content);
}
export function encodeNotify(route: number, content: FrameContent = {}): Uint8Array {
  return encode(KIND.notify, undefined, route, content);
}
export function encodeCancel(id: number): Uint8Array {
  return encode(KIND.cancel, id, undefined, {});
}
export function encodePing(id: number): Uint8Array {
  return encode(KIND.ping, id, undefined, {});
}
export function encodeWelcome(payload: Uint8Array): Uint8Array {
  return encode(KIND.welcome, undefined, undefined, { payload });
}
export function encodeReply(id: number, payload: Uint8Array): Uint8Array {
  return encode(KIND.reply, id, undefined, { payload });
}
export function encodeError(id: number, payload: Uint8Array): Uint8Array {
  return encode(KIND.error, id, undefined, { payload });
}
export function encodePush(push: number, content: FrameContent = {}): Uint8Array {
  return encode(KIND.push, undefined, push, content);
}
export function encodeGoodbye(payload: Uint8Array): Uint8Array {
  return encode(KIND.goodbye, undefined, undefined, { payload });
}
export function encodePosition(payload: Uint8Array): Uint8Array {
  return encode(KIND.position, undefined, undefined, { payload });
}
export function encodeMove(payload: Uint8Array): Uint8Array {
  return encode(KIND.move, undefined, undefined, { payload });
}
export function encodeAuth(payload: Uint8Array): Uint8Array {
  return encode(KIND.auth, undefined, undefined, { payload });
}
export function encodeRefresh(id: number, payload: Uint8Array): Uint8Array {
  return encode(KIND.refresh, id, undefined, { payload });
}
export function encodeLimited(payload: Uint8Array): Uint8Array {
  return encode(KIND.limited, undefined, undefined, { payload });
}
export function encodeGroup(id: number, payload: Uint8Array): Uint8Array {
  return encode(KIND.group, id, undefined, { payload });
}
export function encodeLeft(payload: Uint8Array): Uint8Array {
  return encode(KIND.left, undefined, undefined, { payload });
}
/** `now` in ms since 1970, as eight bytes: an IEEE 754 double, big-endian. */
export function encodePong(id: number, now: number): Uint8Array {
  const payload = new Uint8Array(8);
  new DataView(payload.buffer).setFloat64(0, now);
  return encode(KIND.pong, id, undefined, { payload });
}
/** Encodes a frame of a kind that this version has no name for; tests and future versions speak it. */
export function encodeUnknown(code: number, id: number | undefined, payload: Uint8Array = NOTHING): Uint8Array {
  return encode(code, code & ANSWERED ? (id ?? 0) : undefined, undefined, { payload });
}

/**
 * Writes `head length [id] [number] [extensions] payload`, the layout of docs/protocol.md, into one allocation.
 * Only kinds whose body has a number may carry extensions.
 */
function encode(kind: number, id: number | undefined, number: number | undefined, content: FrameContent): Uint8Array {
  const { payload = NOTHING, extensions = NO_EXTENSIONS } = content;
  const extensionBytes = extensions.length === 0 ? 0 : lengthOfExtensions(extensions);
  const bodyLength =
    (id === undefined ? 0 : varintLength(id)) +
    (number === undefined ? 0 : varintLength(number)) +
    (extensionBytes === 0 ? 0 : varintLength(extensionBytes) + extensionBytes) +
    payload.length;

  const bytes = allocate(1 + varintLength(bodyLength) + bodyLength);
  bytes[0] = extensionBytes === 0 ? kind : kind | EXTENDED;
  let at = writeVarint(bytes, 1, bodyLength);
  if (id !== undefined) at = writeVarint(bytes, at, id);
  if (number !== undefined) at = writeVarint(bytes, at, number);
  if (extensionBytes > 0) at = writeExtensions(bytes, at, extensions, extensionBytes);
  bytes.set(payload, at);
  return bytes;
}

function lengthOfExtensions(extensions: readonly Extension[]): number {
  let length = 0;
  for (const { type, value } of extensions) length += varintLength(type) + varintLength(value.length) + value.length;
  return length;
}

function writeExtensions(bytes: Uint8Array, offset: number, extensions: readonly Extension[], length: number): number {
  let at = writeVarint(bytes, offset, length);
  for (const { type, value } of extensions) {
    at = writeVarint(bytes, at, type);
    at = writeVarint(bytes, at, value.length);
    bytes.set(value, at);
    at += value.length;
  }
  return at;
}

import { fromUtf8, joinBytes, toUtf8, type WireError } from "@volley/protocol/internal";
import { EMPTY, type PeerMessage } from "./peer-message.js";

/** Several messages from one node to another, in their order. */
export interface PeerBatch {
  readonly from: string;
  /** How many gaps the sender knows of; see `PeerGaps`. */
  readonly gaps: number;
  readonly messages: readonly PeerMessage[];
}

/** Raised when the layout changes: nodes ignore batches of another version. */
const VERSION = 2;

/** A message as it travels: its fields as JSON, its payload, and its context. */
export type EncodedMessage = readonly [fields: Uint8Array, payload: Uint8Array, context: Uint8Array];

/** Writes a message. Throws what JSON throws for a head that it can't write. */
export function encodePeerMessage(message: PeerMessage): EncodedMessage {
  const { payload, context } = { payload: EMPTY, context: EMPTY, ...message };
  return [toUtf8(JSON.stringify(fieldsOf(message))), payload, context];
}

/**
 * Writes a batch: blocks of a 32-bit big-endian length and as many bytes. The first is `[version, from, gaps]` as JSON;
 * three more are one message each.
 */
export function encodePeerBatch(
  { from, gaps }: Omit<PeerBatch, "messages">,
  messages: readonly EncodedMessage[],
): Uint8Array {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for (const block of [toUtf8(JSON.stringify([VERSION, from, gaps])), ...messages.flat()]) {
    parts.push(lengthOf(block), block);
    bytes += 4 + block.length;
  }
  return joinBytes(parts, bytes);
}

/** Reads a batch; undefined for anything that isn't one. The messages share its bytes. */
export function decodePeerBatch(bytes: Uint8Array): PeerBatch | undefined {
  try {
    const blocks = [...blocksOf(bytes)];
    const [version, from, gaps]: unknown[] = asArray(readJson(blocks[0]));
    if (version !== VERSION || typeof from !== "string" || blocks.length % 3 !== 1) return undefined;
    const messages: PeerMessage[] = [];
    for (let at = 1; at < blocks.length; at += 3) {
      messages.push(messageOf(asArray(readJson(blocks[at])), blocks[at + 1] ?? EMPTY, blocks[at + 2] ?? EMPTY));
    }
    return { from, gaps: asId(gaps), messages };
  } catch {
    return undefined;
  }
}

function fieldsOf(message: PeerMessage): readonly unknown[] {
  switch (message.kind) {
    case "call":
      return ["call", message.id, message.method, message.deadline, message.head];
    case "post":
      return ["post", message.method, message.head];
    case "reply":
      return ["reply", message.id, message.head];
    case "error":
      return ["error", message.id, message.error];
    case "cancel":
      return ["cancel", message.id];
    case "waiting":
    case "lost":
      return [message.kind, message.ids];
    case "ping":
    case "pong":
      return [message.kind];
  }
}

function messageOf([kind, a, b, c, d]: readonly unknown[], payload: Uint8Array, context: Uint8Array): PeerMessage {
  switch (kind) {
    case "call":
      return { kind, id: asId(a), method: asText(b), deadline: asNumber(c), head: d, payload, context };
    case "post":
      return { kind, method: asText(a), head: b, payload };
    case "reply":
      return { kind, id: asId(a), head: b, payload };
    case "error":
      return { kind, id: asId(a), error: b as WireError }; // read by fromWireError, which takes anything
    case "cancel":
      return { kind, id: asId(a) };
    case "waiting":
    case "lost":
      return { kind, ids: asArray(a).map(asId) };
    case "ping":
    case "pong":
      return { kind };
    default:
      throw new TypeError("an unknown kind of message");
  }
}

function lengthOf(block: Uint8Array): Uint8Array {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, block.length);
  return length;
}

function* blocksOf(bytes: Uint8Array): Generator<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at < bytes.length) {
    const end = at + 4 + view.getUint32(at);
    if (end > bytes.length) throw new RangeError("a block is longer than what is left");
    yield bytes.subarray(at + 4, end);
    at = end;
  }
}

function readJson(block: Uint8Array | undefined): unknown {
  return JSON.parse(fromUtf8(block ?? EMPTY));
}

function asArray(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw new TypeError("not a list");
}
function asText(value: unknown): string {
  if (typeof value === "string") return value;
  throw new TypeError("not a text");
}
function asNumber(value: unknown): number {
  if (typeof value === "number") return value;
  throw new TypeError("not a number");
}
function asId(value: unknown): number {
  if (Number.isSafeInteger(value)) return value as number;
  throw new TypeError("not an id");
}

import { ByteReader, malformed } from "./byte-reader.js";
import { allocate, fromUtf8, toUtf8 } from "./bytes.js";
import { MAX_VARINT, varintLength, writeVarint } from "./varint.js";

/**
 * A place in a stream of pushes that are numbered and kept. The offset counts up from 1. The other two are random: the
 * epoch names the stream's whole count, the tag this one entry. After Redis lost its last writes in a failover the same
 * epoch and offset are given out twice, for different entries; only the tag tells them apart.
 */
export interface StreamPosition {
  readonly offset: number;
  /** 32 bits. */
  readonly epoch: number;
  /** 32 bits; 0 before the first entry. */
  readonly tag: number;
}

/** Where a push stands in its stream: the extension `position` of a push frame. */
export interface PushPosition extends StreamPosition {
  /** Whether the client missed it at first. */
  readonly replayed: boolean;
}

/** The bytes behind the offset. */
const MARK_BYTES = 8;

/** Tells whether a value from outside is a position. */
export function isStreamPosition(
  value: {
    readonly [K in keyof StreamPosition]: unknown;
  },
): value is StreamPosition {
  return isUint32(value.offset) && isUint32(value.epoch) && isUint32(value.tag);
}

function isUint32(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_VARINT;
}

/** Writes the value of the extension: one byte, 1 if replayed; the offset; four bytes epoch, four bytes tag. */
export function encodePushPosition({ replayed, ...position }: PushPosition): Uint8Array {
  return encode(replayed ? 1 : 0, position);
}

/** Reads the value of the extension. Throws `BAD_REQUEST`. */
export function decodePushPosition(value: Uint8Array): PushPosition {
  const reader = new ByteReader(value);
  const flags = reader.byte();
  return { replayed: (flags & 1) === 1, ...readPosition(reader) };
}

/** What a position frame says of a stream; its place in the list is its number on the wire. */
const POSITION_EVENTS = ["passed", "joined", "left", "window", "epoch", "fork"] as const;

/**
 * What happened to a client's place in a stream. "passed": the entry there wasn't meant for it. "joined": its pushes come
 * from here on. "left": they come no more. The others say why some are missing; they go on from here: "window": the
 * client was away for longer than they are kept; "epoch": the server lost all of them; "fork": it lost the last ones.
 */
export type PositionEvent = (typeof POSITION_EVENTS)[number];

/** What a position frame holds. */
export interface PositionNews {
  readonly event: PositionEvent;
  readonly position: StreamPosition;
  /** A group's name, or "" for the user's own stream. */
  readonly stream: string;
}

/** Writes the payload of a position frame: one byte for the event, the position as in a push, the stream as UTF-8. */
export function encodePositionNews({ event, position, stream }: PositionNews): Uint8Array {
  return encode(POSITION_EVENTS.indexOf(event), position, toUtf8(stream));
}

/** Reads the payload of a position frame; undefined for an event of a newer version. Throws `BAD_REQUEST`. */
export function decodePositionNews(payload: Uint8Array): PositionNews | undefined {
  const reader = new ByteReader(payload);
  const event = POSITION_EVENTS[reader.byte()];
  if (event === undefined) return undefined;
  const position = readPosition(reader);
  try {
    return { event, position, stream: fromUtf8(reader.rest()) };
  } catch {
    throw malformed("the name of a stream is no UTF-8");
  }
}

function encode(head: number, { offset, epoch, tag }: StreamPosition, rest?: Uint8Array): Uint8Array {
  const bytes = allocate(1 + varintLength(offset) + MARK_BYTES + (rest?.length ?? 0));
  bytes[0] = head;
  const at = writeVarint(bytes, 1, offset);
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, MARK_BYTES);
  view.setUint32(0, epoch);
  view.setUint32(4, tag);
  if (rest !== undefined) bytes.set(rest, at + MARK_BYTES);
  return bytes;
}

function readPosition(reader: ByteReader): StreamPosition {
  const offset = reader.varint();
  const mark = reader.slice(MARK_BYTES);
  const view = new DataView(mark.buffer, mark.byteOffset, MARK_BYTES);
  return { offset, epoch: view.getUint32(0), tag: view.getUint32(4) };
}

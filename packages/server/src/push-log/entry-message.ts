import { Buffer } from "node:buffer";
import type { LogEntry } from "./push-log.js";

const HEAD = /^(\d{1,10}):(\d{1,10}):(\d{1,10}):(\d{1,10})$/;
/** The longest head: four numbers, three colons. */
const HEAD_LENGTH = 43;
const LINE_FEED = 0x0a;
const MAX_UINT32 = 2 ** 32 - 1;

/** Writes the message that tells nodes of an entry: `epoch:offset:tag:previousTag` as text, a line feed, the bytes. */
export function encodeEntry({ epoch, offset, tag, previousTag, bytes }: LogEntry): Uint8Array {
  return Buffer.concat([Buffer.from(`${epoch}:${offset}:${tag}:${previousTag}\n`), bytes]);
}

/** Reads such a message; undefined if it is none. Never throws. */
export function parseEntry(message: Uint8Array): LogEntry | undefined {
  const end = message.subarray(0, HEAD_LENGTH + 1).indexOf(LINE_FEED);
  if (end < 0) return undefined;
  const head = Buffer.from(message.buffer, message.byteOffset, end).toString("latin1");
  return readEntry(head, message.subarray(end + 1));
}

/** Reads an entry as Redis keeps it, where anybody may have written; undefined if it isn't ours. Never throws. */
export function parseStoredEntry(epoch: number, { id, previousTag, bytes }: StoredEntry): LogEntry | undefined {
  const [offset, tag, ...rest] = id.split("-");
  if (rest.length > 0) return undefined;
  return readEntry(`${epoch}:${offset}:${tag}:${previousTag}`, bytes);
}

function readEntry(head: string, bytes: Uint8Array): LogEntry | undefined {
  const found = HEAD.exec(head);
  if (found === null) return undefined;
  const [epoch = 0, offset = 0, tag = 0, previousTag = 0] = found.slice(1).map(Number);
  if (offset === 0 || Math.max(epoch, offset, tag, previousTag) > MAX_UINT32) return undefined;
  return { epoch, offset, tag, previousTag, bytes };
}

/** An entry of a stream in Redis. */
export interface StoredEntry {
  readonly id: string;
  readonly previousTag: string;
  readonly bytes: Uint8Array;
}

import type { TraceContext } from "@volley/protocol";
import { decodeJson, encodeJson, joinBytes, parseTrace } from "@volley/protocol/internal";

/** A push as a stream keeps it: by name, so that nodes of another contract version understand it. */
export interface KeptPush {
  readonly push: string;
  /** The push's `rev` in the contract of its sender. */
  readonly rev: number;
  /** Only for sessions in one of these rooms. */
  readonly only: readonly string[] | undefined;
  /** Not for sessions in one of these. */
  readonly except: readonly string[];
  /** Only for sessions on nodes of this type. */
  readonly type: string | undefined;
  /** What trace it is a part of. */
  readonly trace?: TraceContext | undefined;
  readonly payload: Uint8Array;
}

const VERSION = 1;
/** The version and the length of the head. */
const START_BYTES = 5;

/** Writes one byte of version, four of the head's length (big-endian), the head as JSON, and the payload as it is. */
export function encodeKeptPush({ payload, push, rev, only, except, type, trace }: KeptPush): Uint8Array {
  const head = encodeJson({ push, rev, only, except: except.length === 0 ? undefined : except, type, trace });
  const start = new Uint8Array(START_BYTES);
  start[0] = VERSION;
  new DataView(start.buffer).setUint32(1, head.length);
  return joinBytes([start, head, payload], START_BYTES + head.length + payload.length);
}

/** Reads it back. Undefined for what a later version or somebody else wrote; never throws. */
export function decodeKeptPush(bytes: Uint8Array): KeptPush | undefined {
  if (bytes.length < START_BYTES || bytes[0] !== VERSION) return undefined;
  const headEnd = START_BYTES + new DataView(bytes.buffer, bytes.byteOffset, START_BYTES).getUint32(1);
  if (headEnd > bytes.length) return undefined;
  const head = readHead(bytes.subarray(START_BYTES, headEnd));
  return head && { ...head, payload: bytes.subarray(headEnd) };
}

function readHead(bytes: Uint8Array): Omit<KeptPush, "payload"> | undefined {
  let head: unknown;
  try {
    head = decodeJson(bytes);
  } catch {
    return undefined;
  }
  if (typeof head !== "object" || head === null) return undefined;
  const { push, rev, only, except = [], type, trace: context } = head as Readonly<Record<string, unknown>>;
  if (typeof push !== "string" || typeof rev !== "number" || !isTexts(except)) return undefined;
  if ((only !== undefined && !isTexts(only)) || (type !== undefined && typeof type !== "string")) return undefined;
  const trace = parseTrace(context);
  return { push, rev, only, except, type, ...(trace && { trace }) };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}

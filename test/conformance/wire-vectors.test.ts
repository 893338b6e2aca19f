import { readdirSync, readFileSync } from "node:fs";
import { type TraceContext, VolleyError } from "@volley/protocol";
import {
  CLIENT_LIMITS,
  decodeMessage,
  encodeAuth,
  encodeCancel,
  encodeError,
  encodeGoodbye,
  encodeGroup,
  encodeLeft,
  encodeLimited,
  encodeMove,
  encodeNotify,
  encodePing,
  encodePong,
  encodePosition,
  encodePush,
  encodeRefresh,
  encodeReply,
  encodeRequest,
  encodeUnknown,
  encodeWelcome,
  type Frame,
  PROTOCOL_VERSIONS,
  traceExtensions,
  traceOf,
} from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";

/** A frame as the vectors write it: bytes in hexadecimal. */
type Written = { readonly kind: string; readonly [member: string]: unknown };
interface Vectors {
  readonly valid: readonly { readonly name: string; readonly hex: string; readonly frames: readonly Written[] }[];
  /** Values of the trace extension, with what they mean. */
  readonly traces: readonly { readonly name: string; readonly value: string; readonly trace: TraceContext | null }[];
  readonly malformed: readonly { readonly name: string; readonly hex: string }[];
}

const read = (path: string): Vectors => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8")) as Vectors;
const vectors = read("../../docs/protocol-vectors.json");
const fromHex = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"));
const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const isKnown = ({ name }: { readonly name: string }): boolean => !name.startsWith("unknown kind");

/**
 * Vectors as they were first published. Clients that were made after them are out there: their bytes must mean the same
 * for ever, as long as this version of the protocol is spoken. A file is added for each new version, and none changed.
 */
const published = readdirSync(import.meta.dirname).filter((name) => /^vectors-\d+\.json$/.test(name));

describe.each([
  ["of today", vectors] as const,
  ...published.map((name) => [`as published in ${name}`, read(name)] as const),
])("golden vectors %s", (_which, { valid, malformed }) => {
  it.each(valid)("decode: $name", ({ hex, frames }) => {
    expect(decodeMessage(fromHex(hex), CLIENT_LIMITS).map(write)).toEqual(frames);
  });

  it.each(valid.filter(isKnown))("encode: $name", ({ hex }) => {
    const frames = decodeMessage(fromHex(hex), CLIENT_LIMITS);
    expect(frames.map((frame) => toHex(encode(frame))).join("")).toBe(hex);
  });

  it.each(malformed)("refuse: $name", ({ hex }) => {
    let thrown: unknown;
    try {
      decodeMessage(fromHex(hex), CLIENT_LIMITS);
    } catch (error) {
      thrown = error;
    }
    expect(VolleyError.is(thrown, "BAD_REQUEST")).toBe(true);
  });
});

it("keeps the vectors of every version that is spoken", () => {
  const [lowest, highest] = PROTOCOL_VERSIONS;
  const versions = Array.from({ length: highest - lowest + 1 }, (_, n) => `vectors-${lowest + n}.json`);
  expect(published).toEqual(expect.arrayContaining(versions));
});

describe("the golden vectors of today", () => {
  it.each(vectors.traces)("reads a trace context: $name", ({ value, trace }) => {
    expect(traceOf([{ type: 2, value: fromHex(value) }])).toEqual(trace ?? undefined);
  });

  it.each(vectors.valid.filter(({ name }) => name.includes("trace")))("makes the extension of a $name", ({ hex }) => {
    const [frame] = decodeMessage(fromHex(hex), CLIENT_LIMITS);
    const extensions = frame !== undefined && "extensions" in frame ? frame.extensions : [];
    expect(extensions).toHaveLength(1);
    expect(writeValue(traceExtensions(traceOf(extensions)))).toEqual(writeValue(extensions));
  });

  it("cover every kind of frame", () => {
    const kinds = new Set(vectors.valid.flatMap(({ frames }) => frames.map(({ kind }) => kind)));
    const all =
      "request notify cancel ping welcome reply error push pong goodbye position move auth refresh group left limited unknown".split(
        " ",
      );
    expect([...kinds].sort()).toEqual(all.sort());
  });
});

function write(frame: Frame): Written {
  const entries = Object.entries(frame).map(([key, value]) => [key, writeValue(value)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function writeValue(value: unknown): unknown {
  if (value instanceof Uint8Array) return toHex(value);
  if (!Array.isArray(value)) return value;
  return value.map((each: { type: number; value: Uint8Array }) => ({ type: each.type, value: toHex(each.value) }));
}

function encode(frame: Frame): Uint8Array {
  switch (frame.kind) {
    case "request":
      return encodeRequest(frame.id, frame.route, frame);
    case "notify":
      return encodeNotify(frame.route, frame);
    case "push":
      return encodePush(frame.push, frame);
    case "cancel":
      return encodeCancel(frame.id);
    case "ping":
      return encodePing(frame.id);
    case "pong":
      return encodePong(frame.id, frame.now);
    case "reply":
      return encodeReply(frame.id, frame.payload);
    case "error":
      return encodeError(frame.id, frame.payload);
    case "welcome":
      return encodeWelcome(frame.payload);
    case "goodbye":
      return encodeGoodbye(frame.payload);
    case "move":
      return encodeMove(frame.payload);
    case "group":
      return encodeGroup(frame.id, frame.payload);
    case "left":
      return encodeLeft(frame.payload);
    case "auth":
      return encodeAuth(frame.payload);
    case "refresh":
      return encodeRefresh(frame.id, frame.payload);
    case "limited":
      return encodeLimited(frame.payload);
    case "position":
      return encodePosition(frame.payload);
    case "unknown":
      return encodeUnknown(frame.code, frame.id);
  }
}

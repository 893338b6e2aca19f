import { readFileSync } from "node:fs";
import { type TraceContext, VolleyError } from "@volley/protocol";
import {
  CLIENT_LIMITS,
  decodeMessage,
  encodeCancel,
  encodeError,
  encodeGoodbye,
  encodeGroup,
  encodeLeft,
  encodeMove,
  encodeNotify,
  encodePing,
  encodePong,
  encodePosition,
  encodePush,
  encodeReply,
  encodeRequest,
  encodeUnknown,
  encodeWelcome,
  type Frame,
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

const vectors = JSON.parse(
  readFileSync(new URL("../../docs/protocol-vectors.json", import.meta.url), "utf8"),
) as Vectors;
const fromHex = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"));
const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

describe("golden vectors", () => {
  it.each(vectors.valid)("decodes: $name", ({ hex, frames }) => {
    expect(decodeMessage(fromHex(hex), CLIENT_LIMITS).map(write)).toEqual(frames);
  });

  it.each(vectors.valid.filter(({ name }) => !name.startsWith("unknown kind")))("encodes: $name", ({ hex }) => {
    const frames = decodeMessage(fromHex(hex), CLIENT_LIMITS);
    expect(frames.map((frame) => toHex(encode(frame))).join("")).toBe(hex);
  });

  it.each(vectors.traces)("reads a trace context: $name", ({ value, trace }) => {
    expect(traceOf([{ type: 2, value: fromHex(value) }])).toEqual(trace ?? undefined);
  });

  it.each(vectors.valid.filter(({ name }) => name.includes("trace")))("makes the extension of a $name", ({ hex }) => {
    const [frame] = decodeMessage(fromHex(hex), CLIENT_LIMITS);
    const extensions = frame !== undefined && "extensions" in frame ? frame.extensions : [];
    expect(extensions).toHaveLength(1);
    expect(writeValue(traceExtensions(traceOf(extensions)))).toEqual(writeValue(extensions));
  });

  it.each(vectors.malformed)("refuses: $name", ({ hex }) => {
    let thrown: unknown;
    try {
      decodeMessage(fromHex(hex), CLIENT_LIMITS);
    } catch (error) {
      thrown = error;
    }
    expect(VolleyError.is(thrown, "BAD_REQUEST")).toBe(true);
  });

  it("cover every kind of frame", () => {
    const kinds = new Set(vectors.valid.flatMap(({ frames }) => frames.map(({ kind }) => kind)));
    const all =
      "request notify cancel ping welcome reply error push pong goodbye position move group left unknown".split(" ");
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
    case "position":
      return encodePosition(frame.payload);
    case "unknown":
      return encodeUnknown(frame.code, frame.id);
  }
}

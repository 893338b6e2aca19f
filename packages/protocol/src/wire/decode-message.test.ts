import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VolleyError } from "../errors/volley-error.js";
import { joinBytes } from "./bytes.js";
import { decodeMessage } from "./decode-message.js";
import {
  encodeNotify,
  encodePing,
  encodePong,
  encodePosition,
  encodePush,
  encodeReply,
  encodeRequest,
  encodeUnknown,
} from "./encode-frame.js";
import { CLIENT_LIMITS, MAX_EXTENSIONS } from "./limits.js";

const uint32 = fc.integer({ min: 0, max: 0xffff_ffff });
const payload = fc.uint8Array({ maxLength: 300 });
const extensions = fc.array(fc.record({ type: uint32, value: fc.uint8Array({ maxLength: 200 }) }), {
  maxLength: MAX_EXTENSIONS,
});
const content = fc.record({ payload, extensions });

/** Frames with the bytes that mean them. */
const frame = fc.oneof(
  fc.tuple(uint32, uint32, content).map(([id, route, c]) => ({
    bytes: encodeRequest(id, route, c),
    frame: { kind: "request", id, route, ...c },
  })),
  fc
    .tuple(uint32, content)
    .map(([route, c]) => ({ bytes: encodeNotify(route, c), frame: { kind: "notify", route, ...c } })),
  fc.tuple(uint32, content).map(([push, c]) => ({ bytes: encodePush(push, c), frame: { kind: "push", push, ...c } })),
  fc.tuple(uint32, payload).map(([id, p]) => ({ bytes: encodeReply(id, p), frame: { kind: "reply", id, payload: p } })),
  payload.map((p) => ({ bytes: encodePosition(p), frame: { kind: "position", payload: p } })),
  uint32.map((id) => ({ bytes: encodePing(id), frame: { kind: "ping", id } })),
  fc.tuple(uint32, fc.double({ noNaN: true, noDefaultInfinity: true })).map(([id, now]) => ({
    bytes: encodePong(id, now),
    frame: { kind: "pong", id, now },
  })),
);

const message = (parts: readonly Uint8Array[]): Uint8Array =>
  joinBytes(
    parts,
    parts.reduce((sum, part) => sum + part.length, 0),
  );

/** Decodes and says what came out: frames, or the code of the only error that may come. */
function outcome(bytes: Uint8Array): unknown {
  try {
    return decodeMessage(bytes, CLIENT_LIMITS);
  } catch (error) {
    if (VolleyError.is(error)) return error.code;
    throw error;
  }
}

describe("decodeMessage", () => {
  it("reads back whatever was encoded, in batches of any size", () => {
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1, maxLength: 20 }), (frames) => {
        const bytes = message(frames.map((each) => each.bytes));
        const plain = decodeMessage(bytes, CLIENT_LIMITS).map((each) =>
          JSON.parse(JSON.stringify(each, bytesAsArrays)),
        );
        expect(plain).toEqual(frames.map((each) => JSON.parse(JSON.stringify(each.frame, bytesAsArrays))));
      }),
    );
  });

  it("throws nothing but a typed error, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const result = outcome(bytes);
        expect(Array.isArray(result) || result === "BAD_REQUEST").toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  it("throws nothing but a typed error for valid messages with bytes flipped, cut or doubled", () => {
    const mutation = fc.record({
      at: fc.nat(),
      to: fc.integer({ min: 0, max: 255 }),
      cut: fc.nat(),
      twice: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1, maxLength: 5 }), mutation, (frames, { at, to, cut, twice }) => {
        const bytes = Uint8Array.from(message(frames.map((each) => each.bytes)));
        bytes[at % bytes.length] = to;
        const kept = bytes.subarray(0, bytes.length - (cut % bytes.length));
        const result = outcome(twice ? message([kept, kept]) : kept);
        expect(Array.isArray(result) || result === "BAD_REQUEST").toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  it("believes no length: one that points behind the end allocates nothing", () => {
    // 4 GiB of payload are announced, and not there.
    const bytes = Uint8Array.of(0x41, 0xff, 0xff, 0xff, 0xff, 0x0f, 1, 0);
    const before = process.memoryUsage().arrayBuffers;
    for (let round = 0; round < 1_000; round++) expect(outcome(bytes)).toBe("BAD_REQUEST");
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
  });

  it("gives payloads as views, not copies", () => {
    const bytes = encodeRequest(1, 2, { payload: Uint8Array.of(1, 2, 3) });
    const [decoded] = decodeMessage(bytes, CLIENT_LIMITS);
    expect(decoded).toMatchObject({ kind: "request" });
    if (decoded?.kind === "request") expect(decoded.payload.buffer).toBe(bytes.buffer);
  });

  it("refuses a message above its limit with the limit in the error", () => {
    const thrown = catchError(() => decodeMessage(new Uint8Array(11), { messageBytes: 10, frames: 1 }));
    expect(thrown).toMatchObject({ code: "PAYLOAD_TOO_LARGE", data: { limitBytes: 10 } });
  });

  it("refuses more frames than allowed", () => {
    const two = message([encodePing(1), encodePing(2)]);
    expect(decodeMessage(two, { messageBytes: 100, frames: 2 })).toHaveLength(2);
    expect(catchError(() => decodeMessage(two, { messageBytes: 100, frames: 1 }))).toMatchObject({
      code: "BAD_REQUEST",
    });
  });

  it("refuses more extensions than allowed", () => {
    const many = Array.from({ length: MAX_EXTENSIONS + 1 }, (_, type) => ({ type, value: new Uint8Array(0) }));
    expect(outcome(encodeNotify(1, { extensions: many }))).toBe("BAD_REQUEST");
    expect(outcome(encodeNotify(1, { extensions: many.slice(1) }))).toHaveLength(1);
  });

  it("skips kinds of newer versions, and tells those that want an answer by their id", () => {
    const bytes = message([encodeUnknown(0x3e, undefined, Uint8Array.of(9)), encodeUnknown(0x7e, 5), encodePing(1)]);
    expect(decodeMessage(bytes, CLIENT_LIMITS)).toEqual([
      { kind: "unknown", code: 0x3e, id: undefined },
      { kind: "unknown", code: 0x7e, id: 5 },
      { kind: "ping", id: 1 },
    ]);
  });
});

function bytesAsArrays(_key: string, value: unknown): unknown {
  if (Object.is(value, -0)) return 0;
  if (value instanceof Uint8Array) return [...value];
  // Node's Buffer has a toJSON, which ran already.
  if (typeof value === "object" && value !== null && "type" in value && value.type === "Buffer") {
    return (value as unknown as { data: number[] }).data;
  }
  return value;
}

function catchError(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error("it did not throw");
}

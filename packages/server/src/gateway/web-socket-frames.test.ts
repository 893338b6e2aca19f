import { describe, expect, it } from "vitest";
import { WebSocketFrames } from "./web-socket-frames.js";

/** Reads one unmasked frame back, as RFC 6455, 5.2 has it. */
function read(frame: Buffer): { first: number; length: number; payload: Buffer } {
  const short = frame[1] as number;
  if (short < 126) return { first: frame[0] as number, length: short, payload: frame.subarray(2) };
  if (short === 126) return { first: frame[0] as number, length: frame.readUInt16BE(2), payload: frame.subarray(4) };
  return { first: frame[0] as number, length: Number(frame.readBigUInt64BE(2)), payload: frame.subarray(10) };
}

describe("WebSocketFrames", () => {
  it.each([0, 1, 125, 126, 16_384, 16_385, 65_535, 65_536, 300_000])("frames a message of %i bytes", (length) => {
    const message = new Uint8Array(length).map((_, at) => at);
    const { first, length: said, payload } = read(Buffer.concat(new WebSocketFrames().frame(message)));
    expect([first, said]).toEqual([0x82, length]);
    expect(payload.equals(message)).toBe(true);
  });

  it("frames what is small in one piece, and doesn't copy what is large", () => {
    const frames = new WebSocketFrames();
    expect(frames.frame(new Uint8Array(16_384))).toHaveLength(1);
    const large = new Uint8Array(16_385);
    expect(frames.frame(large)[1]?.buffer).toBe(large.buffer);
  });

  it("frames a message that many get once", () => {
    const frames = new WebSocketFrames();
    const message = Uint8Array.of(1, 2, 3);
    const first = frames.frame(message);
    expect(frames.frame(message)).toBe(first);
    expect(frames.frame(Uint8Array.of(1, 2, 3))).not.toBe(first);
  });
});

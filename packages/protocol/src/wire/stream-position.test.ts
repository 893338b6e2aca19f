import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VolleyError } from "../errors/volley-error.js";
import {
  decodePositionNews,
  decodePushPosition,
  encodePositionNews,
  encodePushPosition,
  type PositionEvent,
} from "./stream-position.js";

const uint32 = fc.integer({ min: 0, max: 0xffff_ffff });
const position = fc.record({ offset: uint32, epoch: uint32, tag: uint32 });
const event = fc.constantFrom<PositionEvent>("passed", "joined", "left", "window", "epoch", "fork");

describe("a place in a stream", () => {
  it("reads back what was written, in pushes and in news", () => {
    fc.assert(
      fc.property(position, fc.boolean(), event, fc.string({ unit: "grapheme" }), (at, replayed, what, stream) => {
        expect(decodePushPosition(encodePushPosition({ ...at, replayed }))).toEqual({ ...at, replayed });
        const news = { event: what, position: at, stream };
        expect(decodePositionNews(encodePositionNews(news))).toEqual(news);
      }),
    );
  });

  it("throws nothing but typed errors", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), (bytes) => {
        for (const read of [decodePushPosition, decodePositionNews]) {
          try {
            read(bytes);
          } catch (error) {
            expect(VolleyError.is(error, "BAD_REQUEST")).toBe(true);
          }
        }
      }),
    );
  });

  it("skips news of a newer version", () => {
    expect(decodePositionNews(Uint8Array.of(200, 1, 0, 0, 0, 0, 0, 0, 0, 0))).toBeUndefined();
  });
});

import { push } from "@volley/protocol";
import { createRouteTable, DEFAULT_LIMITS, decodeMessage, EXTENSION } from "@volley/protocol/internal";
import { expect, it } from "vitest";
import { framePush } from "./frame-push.js";

const table = createRouteTable({ routes: {}, pushes: { "a.b": push(undefined as never, { rev: 2 }) } as never });
const payload = Uint8Array.of(1, 2, 3);

it("frames a push of this contract, with the group that it goes to", () => {
  const frame = framePush(table, { push: "a.b", rev: 2, payload, group: "g" });
  const [decoded] = decodeMessage(frame ?? Uint8Array.of(), DEFAULT_LIMITS);
  expect(decoded).toMatchObject({ push: 0, extensions: [{ type: EXTENSION.group, value: Buffer.from("g") }] });
});

it("has no frame for a push that the contract lacks, or that means something else in it", () => {
  expect(framePush(table, { push: "a.c", rev: 2, payload, group: undefined })).toBeUndefined();
  expect(framePush(table, { push: "a.b", rev: 1, payload, group: undefined })).toBeUndefined();
});

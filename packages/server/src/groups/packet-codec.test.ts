import fc from "fast-check";
import { expect, it } from "vitest";
import { BusCounts } from "../cluster/bus-counters.js";
import type { AdapterMessage, RoomAction } from "./adapter-packet.js";
import { createPacketCodec } from "./packet-codec.js";

const counts = new BusCounts();
const codec = createPacketCodec(counts);
const options = { rooms: ["u:ann", "g:ü"], except: ["s:1"] };
const payload = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
const actions: RoomAction[] = [
  { kind: "push", packet: { push: "a.b", rev: 3, payload, group: "g" } },
  { kind: "push", packet: { push: "a.b", rev: 1, payload: Buffer.of(), group: undefined } },
  { kind: "push", packet: { push: "a.b", rev: 1, payload, group: undefined, delivery: "volatile" } },
  { kind: "push", packet: { push: "a.b", rev: 1, payload, group: "g", delivery: { key: "ann" } } },
  { kind: "end", ending: { reason: "kicked", text: "no cheating" } },
  { kind: "end", ending: { reason: "replaced" } },
  { kind: "join", rooms: ["g:1", "g:2"] },
  { kind: "leave", rooms: [] },
  { kind: "enter", group: { pattern: "table:{id}", params: { id: 7, side: "a" } } },
  { kind: "exit", group: { pattern: "lobby", params: undefined } },
];
const message = (action: RoomAction, narrowing = { only: undefined, type: undefined } as object): AdapterMessage => [
  "sender",
  { type: 2, nsp: "/", data: ["volley", action, narrowing as never] },
  options,
];
const dropped = ["", { nsp: "\0dropped" }, {}];

it.each(actions)("brings $kind to other nodes as it is", (action) => {
  expect(codec.decode(codec.encode(message(action)))).toEqual(message(action));
});

it("brings what narrows the audience along", () => {
  const action: RoomAction = { kind: "join", rooms: ["g:1"] };
  const narrowing = { only: ["t:red"], type: "web" };
  expect(codec.decode(codec.encode(message(action, narrowing)))).toEqual(message(action, narrowing));
});

it("doesn't copy the payload when it reads it", () => {
  const bytes = codec.encode(message(actions[0] as RoomAction));
  const [, packet] = codec.decode(bytes) as AdapterMessage;
  const action = packet.data[1];
  expect(action.kind === "push" && action.packet.payload.buffer === bytes.buffer).toBe(true);
});

it("drops and counts what no version of it wrote", () => {
  const good = codec.encode(message(actions[0] as RoomAction));
  const head = (value: unknown): Buffer => {
    const text = Buffer.from(JSON.stringify(value));
    const start = Buffer.alloc(5, 1);
    start.writeUInt32BE(text.length, 1);
    return Buffer.concat([start, text]);
  };
  const wrong = [
    Buffer.alloc(0),
    Buffer.of(1),
    Buffer.of(1, 0, 0, 0, 0),
    Buffer.of(1, 255, 255, 255, 255),
    Buffer.from([0x93, 0xa7, ...Buffer.from("emitter"), 0x80, 0x80]), // MessagePack of another emitter
    Buffer.from("{}"),
    Buffer.concat([Buffer.of(2), good.subarray(1)]),
    good.subarray(0, 20),
    Buffer.concat([Buffer.of(1, 0, 0, 0, 200), head(["s", [], [], null, null, "join", []]).subarray(5)]),
    head(null),
    head({}),
    head([]),
    head(["s", [], [], null, null]),
    head(["s", [], [], null, null, "dance"]),
    head(["s", [], [], null, null, "push", "a.b"]),
    head(["s", [], [], null, null, "push", "a.b", "1", null]),
    head(["s", [], [], null, null, "push", 7, 1, null]),
    head(["s", [], [], null, null, "push", "a.b", 1, 7]),
    head(["s", [], [], null, null, "end", "kicked"]),
    head(["s", [], [], null, null, "end", null]),
    head(["s", [], [], null, null, "join", "g:1"]),
    head(["s", [], [], null, null, "leave", [1]]),
    head(["s", [], [], null, null, "enter", 1, null]),
    head(["s", [], [], null, null, "exit", "lobby", { id: {} }]),
    head(["s", "rooms", [], null, null, "join", []]),
    head(["s", [], [{}], null, null, "join", []]),
    head(["s", [], [], "only", null, "join", []]),
    head(["s", [], [], null, 7, "join", []]),
    head([7, [], [], null, null, "join", []]),
  ];
  const before = counts.dropped;
  for (const bytes of wrong) expect(codec.decode(bytes)).toEqual(dropped);
  expect(counts.dropped - before).toBe(wrong.length);
});

it("never throws, whatever bytes come", () => {
  const good = codec.encode(message(actions[0] as RoomAction));
  const mutated = fc
    .array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
    .map((changes) => {
      const bytes = Uint8Array.from(good);
      for (const [at, value] of changes) bytes[at] = value;
      return bytes;
    });
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), mutated), (bytes) => {
      const read = codec.decode(bytes);
      expect(read).toHaveLength(3);
    }),
    { numRuns: 2_000 },
  );
});

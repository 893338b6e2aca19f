import { describe, expect, it } from "vitest";
import { encodeEntry, parseEntry, parseStoredEntry } from "./entry-message.js";

const bytes = new Uint8Array([0, 10, 58, 255]);
const entry = { epoch: 7, offset: 2 ** 32 - 1, tag: 2 ** 32 - 1, previousTag: 0, bytes };
const of = (head: string): Uint8Array => new TextEncoder().encode(head);

describe("the message of an entry", () => {
  it("has a head that people can read, and the bytes as they are", () => {
    const message = encodeEntry(entry);
    expect(new TextDecoder("latin1").decode(message)).toBe("7:4294967295:4294967295:0\n\0\n:ÿ");
    expect(parseEntry(message)).toMatchObject({ ...entry, bytes: expect.anything() });
    expect([...(parseEntry(message)?.bytes ?? [])]).toEqual([...bytes]);
  });

  it("may have the longest head, and no bytes", () => {
    const longest = { ...entry, epoch: 2 ** 32 - 1, previousTag: 2 ** 32 - 1, bytes: new Uint8Array(0) };
    expect(parseEntry(encodeEntry(longest))).toMatchObject({ epoch: 2 ** 32 - 1, previousTag: 2 ** 32 - 1 });
  });

  it.each([
    "",
    "\n",
    "garbage",
    "1:2:3\nx",
    "1:2:3:4",
    "1:2:3:4:5\n",
    "1:0:3:4\n",
    "4294967296:2:3:4\n",
    "1:2:-3:4\n",
    "1:2:3: 4\n",
    "1:2:1e3:4\n",
    `${"1".repeat(50)}\n`,
    "ä:2:3:4\n",
  ])("is none: %j", (head) => {
    expect(parseEntry(of(head))).toBeUndefined();
  });

  it("is none, whatever bytes come", () => {
    for (let round = 0; round < 2_000; round++) {
      const noise = Uint8Array.from({ length: round % 60 }, (_, at) => (round * 31 + at * at * 17) % 256);
      expect(() => parseEntry(noise)).not.toThrow();
    }
  });
});

describe("an entry in Redis", () => {
  it("is read from its id and fields", () => {
    const stored = { id: "5-9", previousTag: "3", bytes };
    expect(parseStoredEntry(7, stored)).toMatchObject({ epoch: 7, offset: 5, tag: 9, previousTag: 3 });
  });

  it.each([
    ["5", "3"],
    ["5-9-1", "3"],
    ["5-9", ""],
    ["5-9", "x"],
    ["1700000000000-0", "3"],
    ["0-9", "3"],
    ["5-9", "3\n4"],
  ])("is none with the id %s and the tag before %j", (id, previousTag) => {
    expect(parseStoredEntry(7, { id, previousTag, bytes })).toBeUndefined();
  });
});

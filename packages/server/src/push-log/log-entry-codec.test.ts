import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeKeptPush, encodeKeptPush, type KeptPush } from "./log-entry-codec.js";

const push: KeptPush = {
  push: "table.played",
  rev: 2,
  only: ["t:vip"],
  except: ["u:a"],
  type: "web",
  payload: Uint8Array.of(1, 2, 3),
};

it("reads what it wrote, with and without filters", () => {
  const open: KeptPush = { ...push, only: undefined, except: [], type: undefined, payload: new Uint8Array(0) };
  for (const each of [push, open]) {
    const read = decodeKeptPush(encodeKeptPush(each));
    expect({ ...read, payload: Uint8Array.from(read?.payload ?? []) }).toEqual(each);
  }
});

it("reads nothing out of what another version wrote", () => {
  const bytes = encodeKeptPush(push);
  bytes[0] = 2;
  expect(decodeKeptPush(bytes)).toBeUndefined();
});

it("never throws, whatever the bytes are", () => {
  const whole = encodeKeptPush(push);
  fc.assert(
    fc.property(fc.nat(whole.length), fc.nat(whole.length), fc.nat(255), fc.uint8Array(), (end, at, value, tail) => {
      const bytes = Uint8Array.of(...whole.subarray(0, end), ...tail);
      if (at < bytes.length) bytes[at] = value;
      const read = decodeKeptPush(bytes);
      if (read !== undefined) expect(typeof read.push).toBe("string");
    }),
  );
});

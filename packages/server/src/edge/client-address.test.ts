import { describe, expect, it } from "vitest";
import { addressKey, plainAddress } from "../base/address-key.js";
import { clientAddress } from "./client-address.js";

const behind = (hops: number, value: string): string =>
  clientAddress("10.0.0.9", { "x-forwarded-for": value }, { hops, header: "x-forwarded-for" });
const forwarded = (hops: number, value: string): string =>
  clientAddress("10.0.0.9", { forwarded: value }, { hops, header: "forwarded" });

describe("the client's address", () => {
  it("is the socket's, whatever headers say, unless proxies are trusted", () => {
    expect(behind(0, "1.2.3.4")).toBe("10.0.0.9");
  });

  it("is as many places from the right as there are proxies: further left anybody can write", () => {
    expect(behind(1, "6.6.6.6, 1.2.3.4")).toBe("1.2.3.4");
    expect(behind(2, "6.6.6.6, 1.2.3.4, 10.0.0.1")).toBe("1.2.3.4");
    expect(behind(2, "6.6.6.6,5.5.5.5,1.2.3.4,10.0.0.1")).toBe("1.2.3.4");
  });

  it("is the last one there is, if fewer are there", () => {
    expect(behind(3, "1.2.3.4")).toBe("1.2.3.4");
    expect(clientAddress("10.0.0.9", {}, { hops: 2, header: "x-forwarded-for" })).toBe("10.0.0.9");
  });

  it.each(["unknown", "", "1.2.3", "1.2.3.4.5", "<script>", "1.2.3.4\u001b[31m", "[::1", "2001:db8::1::2"])(
    "isn't %j, but who said it",
    (hop) => {
      expect(behind(1, `9.9.9.9, ${hop}`)).toBe("10.0.0.9");
      expect(behind(2, `${hop}, 10.0.0.1`)).toBe("10.0.0.1");
    },
  );

  it.each([
    ["1.2.3.4:5678", "1.2.3.4"],
    ["[2001:DB8::1]:443", "2001:db8::1"],
    ["2001:db8:0:0::1", "2001:db8::1"],
    ["::ffff:1.2.3.4", "1.2.3.4"],
    ["fe80::1%eth0", "fe80::1"],
  ])("reads %s as %s", (hop, address) => {
    expect(behind(1, hop)).toBe(address);
  });

  it("can stand in Forwarded, and X-Forwarded-For doesn't count then", () => {
    const headers = { forwarded: 'for=6.6.6.6, for="[2001:db8::1]:4711";proto=https', "x-forwarded-for": "6.6.6.6" };
    expect(clientAddress("10.0.0.9", headers, { hops: 1, header: "forwarded" })).toBe("2001:db8::1");
    expect(forwarded(1, "proto=https;For=1.2.3.4")).toBe("1.2.3.4");
    expect(forwarded(1, "proto=https")).toBe("10.0.0.9");
    expect(clientAddress("10.0.0.9", { forwarded: "for=6.6.6.6" }, { hops: 1, header: "x-forwarded-for" })).toBe(
      "10.0.0.9",
    );
  });

  it("is found in a header of 16 KB within a moment", () => {
    const startedAt = performance.now();
    expect(behind(1, `${",".repeat(16_000)}1.2.3.4`)).toBe("1.2.3.4");
    expect(forwarded(1, `${"for=;".repeat(3_000)},for=1.2.3.4`)).toBe("1.2.3.4");
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});

describe("whom an address is counted as", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8:1:2::1", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1:0:0:1", "0:0:0:0::/64"],
    ["1::", "1:0:0:0::/64"],
    ["a name", "a name"],
  ])("%s as %s", (address, key) => {
    expect(addressKey(address)).toBe(key);
  });

  it("doesn't depend on how an address is written", () => {
    const written = ["2001:db8:0:0:1::", "2001:0DB8::1:0:0:0", "2001:db8:0:0:ffff:ffff:1.2.3.4"];
    const keys = written.map((address) => addressKey(plainAddress(address) ?? ""));
    expect(new Set(keys)).toEqual(new Set(["2001:db8:0:0::/64"]));
  });
});

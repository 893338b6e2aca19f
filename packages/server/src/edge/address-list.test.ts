import { describe, expect, it } from "vitest";
import { addressList, holds } from "./address-list.js";

describe("a list of addresses", () => {
  const list = addressList(["192.0.2.7", "10.0.0.0/8", "2001:db8::/32", "::ffff:198.51.100.1"], "edge.deny");

  it.each(["192.0.2.7", "10.255.0.1", "2001:db8:ffff::1", "198.51.100.1"])("has %s", (address) => {
    expect(holds(list, address)).toBe(true);
  });

  it.each(["192.0.2.8", "11.0.0.0", "2001:db9::1", "client-1", "", "::"])("hasn't %s", (address) => {
    expect(holds(list, address)).toBe(false);
  });

  it("may have everything", () => {
    expect(holds(addressList(["0.0.0.0/0"], "edge.deny"), "1.2.3.4")).toBe(true);
    expect(holds(addressList(["::/0"], "edge.deny"), "2001:db8::1")).toBe(true);
  });

  it.each([
    "",
    "localhost",
    "10.0.0.0/33",
    "10.0.0/8",
    "::1/129",
    "10.0.0.0/-1",
    "10.0.0.0/8/8",
    "10.0.0.0/",
    "1.2.3.4/8x",
  ])("refuses the entry %j, and says what to write", (entry) => {
    expect(() => addressList([entry], "edge.deny")).toThrow(/edge\.deny has .* write 192/);
  });
});

import { describe, expect, it } from "vitest";
import { originRule } from "./origin-rule.js";

const host = "play.example";

describe("without a list", () => {
  const isAllowed = originRule({ origins: undefined, loopback: false });

  it.each([
    ["https://play.example", "play.example"],
    ["https://play.example", "play.example:443"],
    ["https://play.example", "PLAY.example"],
    ["http://play.example", "play.example:80"],
    ["http://play.example:3000", "play.example:3000"],
    ["http://[2001:db8::1]:3000", "[2001:db8::1]:3000"],
    [undefined, "play.example"],
  ])("takes pages of the host that they connect to: %s on %s", (origin, to) => {
    expect(isAllowed(origin, to)).toBe(true);
  });

  it.each([
    "https://evil.example",
    "https://play.example.evil.example",
    "https://evilplay.example",
    "https://play.example:444",
    "http://play.example:443",
    "https://play.example@evil.example",
    "https://play.example/",
    "https://PLAY.example",
    "https://play.example, https://evil.example",
    "ws://play.example",
    "null",
    "",
    "play.example",
    "https://",
    "https://play.example\u0000",
    "http://localhost:3000",
  ])("refuses %j", (origin) => {
    expect(isAllowed(origin, host)).toBe(false);
  });

  it("takes no page when there is no Host", () => {
    expect(isAllowed("https://play.example", undefined)).toBe(false);
  });
});

describe("with a list", () => {
  const origins = ["https://play.example", "capacitor://localhost", "null"];
  const isAllowed = originRule({ origins, loopback: false });

  it("takes exactly what it has, and who is no page", () => {
    for (const origin of [...origins, undefined]) expect(isAllowed(origin, "api.example")).toBe(true);
    for (const origin of ["https://api.example", "http://play.example", "https://play.example:443"]) {
      expect(isAllowed(origin, "api.example")).toBe(false);
    }
  });

  it.each(["https://play.example/", "play.example", "https://*.example", "https://Play.example", "*", ""])(
    "refuses the entry %j, which would never match",
    (origin) => {
      expect(() => originRule({ origins: [origin], loopback: false })).toThrow(/no browser sends/);
    },
  );
});

describe("while an app is written", () => {
  it.each([undefined, ["https://play.example"]])("pages of this machine may always, with the list %s", (origins) => {
    const isAllowed = originRule({ origins, loopback: true });
    for (const origin of ["http://localhost:5173", "http://127.0.0.1:3000", "http://[::1]:1", "http://app.localhost"]) {
      expect(isAllowed(origin, host)).toBe(true);
    }
    for (const origin of ["http://localhost.evil.example", "http://127.0.0.1.evil.example", "http://evillocalhost"]) {
      expect(isAllowed(origin, host)).toBe(false);
    }
  });
});

it("takes every page when it is told so", () => {
  expect(originRule({ origins: "*", loopback: false })("https://evil.example", host)).toBe(true);
});

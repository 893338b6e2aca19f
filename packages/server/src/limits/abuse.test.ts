import { ManualClock } from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";
import { type AbuseRules, nextOffences, nextStanding, type Standing } from "./abuse.js";
import { Penalties } from "./penalties.js";

const rules: AbuseRules = {
  refusals: 3,
  withinMs: 1_000,
  refuseMs: 30_000,
  maxRefuseMs: 900_000,
  banAt: 7,
  forgetMs: 3_600_000,
};

describe("abuse", () => {
  it("is counted from the first offence on, and anew when the time is over", () => {
    const first = nextOffences(undefined, 0, rules);
    const second = nextOffences(first, 999, rules);
    expect(second).toEqual({ count: 2, since: 0 });
    expect(nextOffences(second, 1_000, rules)).toEqual({ count: 1, since: 1_000 });
  });

  it("is answered by a refusal that doubles each time, up to 15 minutes, and by a ban in the end", () => {
    let standing: Standing | undefined;
    const times: (number | string)[] = [];
    for (let at = 0; times.length < 7; at += 1_000_000) {
      standing = nextStanding(standing, at, rules);
      times.push(standing.status === "banned" ? "banned" : standing.until - at);
    }
    expect(times).toEqual([30_000, 60_000, 120_000, 240_000, 480_000, 900_000, "banned"]);
  });

  it("is forgotten after an hour without", () => {
    const once = nextStanding(undefined, 0, rules);
    const twice = nextStanding(once, 3_599_999, rules);
    expect(twice.strikes).toBe(2);
    expect(nextStanding(twice, 3_599_999 + 3_600_000, rules)).toMatchObject({ status: "refused", strikes: 1 });
  });
});

describe("Penalties", () => {
  const user = { anonymous: false, uid: "u", address: "10.0.0.1" };
  const nobody = { anonymous: true, uid: "", address: "10.0.0.1" };

  it("keep a user out, and not the others of the same address", async () => {
    const clock = new ManualClock();
    const penalties = new Penalties(rules, clock);
    expect(penalties.strike(user, "too much")).toEqual({ reason: "busy", text: "too much", retryAfterMs: 30_000 });
    expect(penalties.ofAddress("10.0.0.1")).toBeUndefined();
    await clock.advance(10_000);
    expect(penalties.ofUser("u")).toMatchObject({ reason: "busy", retryAfterMs: 20_000 });
    await clock.advance(20_000);
    expect(penalties.ofUser("u")).toBeUndefined();
    expect(penalties.strike(user, "again")).toMatchObject({ retryAfterMs: 60_000 });
  });

  it("keep an address out when nobody knows the user", () => {
    const penalties = new Penalties(rules, new ManualClock());
    penalties.strike(nobody, "too much");
    expect(penalties.ofAddress("10.0.0.1")).toMatchObject({ reason: "busy" });
    expect(penalties.ofUser("")).toBeUndefined();
  });

  it("ban who never stops, for an hour", async () => {
    const clock = new ManualClock();
    const penalties = new Penalties(rules, clock);
    for (let n = 1; n < 7; n++) penalties.strike(user, "too much");
    expect(penalties.strike(user, "too much")).toMatchObject({ reason: "banned" });
    expect(penalties.ofUser("u")).toMatchObject({ reason: "banned" });
    await clock.advance(3_600_000);
    expect(penalties.ofUser("u")).toBeUndefined();
  });
});

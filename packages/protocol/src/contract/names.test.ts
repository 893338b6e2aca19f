import { describe, expect, it } from "vitest";
import { checkUid, groupName } from "./names.js";

describe("groupName", () => {
  it("fills a pattern with its params", () => {
    expect(groupName("table:{id}", { id: 7 })).toBe("table:7");
    expect(groupName("{game}:{id}:tv", { game: "duel", id: "x-1" })).toBe("duel:x-1:tv");
    expect(groupName("lobby")).toBe("lobby");
  });

  it.each(["", "a:b", "a b", "*", "#", "{x}", "ä", "\n", "../x", "a".repeat(129)])("refuses the param %j", (id) => {
    expect(() => groupName("table:{id}", { id })).toThrow(/param|group name/);
  });

  it("refuses a missing param, and takes none from a prototype", () => {
    expect(() => groupName("table:{id}", {})).toThrow(/wants the param "id"/);
    expect(() => groupName("table:{constructor}", {})).toThrow(/wants the param "constructor"/);
  });

  it("doesn't take a param's text for another pattern", () => {
    expect(() => groupName("{a}{b}", { a: "{b}", b: "x" })).toThrow();
  });
});

describe("checkUid", () => {
  it.each(["42", "guest-3f", "google:1_2.3", "A".repeat(128)])("takes %j", (uid) => {
    expect(() => checkUid(uid)).not.toThrow();
  });

  it.each(["", "a b", "a#b", "ü", "A".repeat(129), 5 as unknown as string, undefined as unknown as string])(
    "refuses %j",
    (uid) => {
      expect(() => checkUid(uid)).toThrow(/no user id/);
    },
  );
});

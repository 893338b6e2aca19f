import { describe, expect, it } from "vitest";
import { linkTo, placeOf } from "./page-address.js";

describe("a link to a place", () => {
  it.each(["table", "tv", "game"] as const)("can be read again: %s", (what) => {
    expect(placeOf(linkTo({ what, table: "a-b_c" }))).toEqual({ what, table: "a-b_c" });
  });

  it.each(["", "#", "#/", "#/tv/", "#/else/x", "#/tv/a/b", "#/tv/%"])("leads to the lobby when it is %j", (hash) => {
    expect(placeOf(hash)).toBeUndefined();
  });
});

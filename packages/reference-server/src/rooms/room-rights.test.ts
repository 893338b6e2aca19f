import { describe, expect, it } from "vitest";
import { mayDo, RoomClaims } from "./room-rights.js";

const all = { rooms: ["*"] };

describe("rights in rooms", () => {
  it("are those of the token's patterns: whole names, or beginnings", () => {
    const claims = { rooms: ["lobby", "table-*"] };
    const allowed = (room: string) => mayDo("join", room, { claims, defaults: all });
    expect(["lobby", "table-7", "table-"].map(allowed)).toEqual([true, true, true]);
    expect(["lobby2", "lobb", "table", "Table-7", ""].map(allowed)).toEqual([false, false, false, false, false]);
  });

  it("are the server's for tokens that name no rooms, and none for an empty list", () => {
    expect(mayDo("join", "lobby", { claims: {}, defaults: all })).toBe(true);
    expect(mayDo("join", "lobby", { claims: {}, defaults: { rooms: [] } })).toBe(false);
    expect(mayDo("join", "lobby", { claims: { rooms: [] }, defaults: all })).toBe(false);
  });

  it("hold for the actions that the token names only", () => {
    const claims = { actions: ["join" as const] };
    expect(mayDo("join", "lobby", { claims, defaults: all })).toBe(true);
    expect(mayDo("publish", "lobby", { claims, defaults: all })).toBe(false);
  });

  it.each([{ rooms: "lobby" }, { rooms: [1] }, { actions: ["fly"] }, { rooms: null }])(
    "refuse a token whose claims are %j",
    (claims) => {
      expect(RoomClaims.safeParse(claims).success).toBe(false);
    },
  );
});

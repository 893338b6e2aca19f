import { describe, expect, it } from "vitest";
import { takeInLobby, unseenLobby } from "./lobby-seen.js";

const lobby = (version: number) => ({ version, seeks: [], games: [], guests: [], guestCount: version });

describe("what is known of the lobby", () => {
  it("keeps a push that overtook the reply of the look", () => {
    const pushed = takeInLobby(unseenLobby, { lobby: lobby(3) });
    const me = { uid: "ann", name: "Ann" };
    expect(takeInLobby(pushed, { me, lobby: lobby(2), chat: [] })).toEqual({ me, view: lobby(3), chat: [] });
  });

  it("takes a newer view", () => {
    expect(takeInLobby(takeInLobby(unseenLobby, { lobby: lobby(2) }), { lobby: lobby(3) }).view?.version).toBe(3);
  });
});

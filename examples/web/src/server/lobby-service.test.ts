import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { alone, cluster, pairAnnAndBob, rackOf, type TestDuel, testDuel } from "./duel.fixture.js";
import { guestName } from "./guest-name.js";

describe.each([
  ["in one process", alone],
  ["on frontends and backends", cluster],
])("%s", (_, nodes) => {
  let test: TestDuel;
  beforeEach(async () => {
    test = await testDuel({ nodes });
  });
  afterEach(() => test.close());

  describe("who is in the lobby", () => {
    it("sees who comes and goes, by request or by closing the page", async () => {
      const [ann, bob] = [await test.client({ uid: "ann" }), await test.client({ uid: "bob" })];
      const alone = await ann.request("lobby.look");
      expect(alone.me).toEqual({ uid: "ann", name: guestName("ann") });
      expect(alone.lobby.guests).toEqual([{ uid: "ann", name: guestName("ann") }]);
      await bob.request("lobby.look");
      const both = await ann.nextPush("lobby.changed", { where: ({ guestCount }) => guestCount === 2 });
      expect(both.version).toBeGreaterThan(alone.lobby.version);
      await bob.close();
      const left = await ann.nextPush("lobby.changed", { where: ({ version }) => version > both.version });
      expect(left.guests.map(({ uid }) => uid)).toEqual(["ann"]);
    });

    it("sees open seeks come and go, and takes one", async () => {
      const [ann, bob, eve] = [
        await test.client({ uid: "ann" }),
        await test.client({ uid: "bob" }),
        await test.client({ uid: "eve" }),
      ];
      await eve.request("lobby.look");
      await ann.request("lobby.enter");
      const { seeks } = await eve.nextPush("lobby.changed", { where: (lobby) => lobby.seeks.length === 1 });
      expect(seeks).toEqual([{ table: expect.any(String), uid: "ann", name: guestName("ann") }]);
      const table = seeks[0]?.table ?? "";
      expect(await bob.request("lobby.accept", { table })).toEqual({ table });
      const { games, seeks: none } = await eve.nextPush("lobby.changed", {
        where: (lobby) => lobby.games.length === 1,
      });
      expect(none).toEqual([]);
      expect(games[0]?.players.map(({ uid, score }) => [uid, score])).toEqual([
        ["ann", 0],
        ["bob", 0],
      ]);
      expect((await eve.request("lobby.accept", { table }).result()).error).toMatchObject({
        code: "SEEK_GONE",
        declared: true,
      });
      expect(await ann.nextPush("lobby.paired")).toEqual({ table });
    });

    it("gives up the own waiting for another's seek, and can't take the own", async () => {
      const [ann, bob] = [await test.client({ uid: "ann" }), await test.client({ uid: "bob" })];
      await ann.request("lobby.enter");
      const { lobby } = await bob.request("lobby.look");
      const table = lobby.seeks[0]?.table ?? "";
      expect((await ann.request("lobby.accept", { table }).result()).error?.code).toBe("SEEK_GONE");
      await bob.request("lobby.accept", { table });
      expect((await bob.request("lobby.look")).lobby.seeks).toEqual([]);
    });

    it("sees the scores of running games change", async () => {
      const { table, mover } = await pairAnnAndBob(test);
      const eve = await test.client({ uid: "eve" });
      await eve.request("lobby.look");
      const { score } = await mover.request("table.play", { table, word: (await rackOf(mover, table)).slice(0, 3) });
      const shown = await eve.nextPush("lobby.changed", {
        where: ({ games }) => games.some(({ players }) => players.some((player) => player.score > 0)),
      });
      expect(shown.games[0]?.players.map((player) => player.score).sort()).toEqual([0, score]);
    });

    it("gets no news any more after going away", async () => {
      const [ann, bob] = [await test.client({ uid: "ann" }), await test.client({ uid: "bob" })];
      await ann.request("lobby.look");
      await ann.nextPush("lobby.changed");
      await ann.request("lobby.away");
      await bob.request("lobby.enter");
      await bob.request("lobby.say", { text: "hello" });
      await ann.expectNoPush("lobby.changed");
      await ann.expectNoPush("lobby.said");
    });

    it("reads what was said before, and gets what is said from then on, himself too", async () => {
      const [ann, bob] = [await test.client({ uid: "ann" }), await test.client({ uid: "bob" })];
      await ann.request("lobby.say", { text: "  anybody here? " });
      const { chat } = await bob.request("lobby.look");
      expect(chat).toMatchObject([{ seq: 1, uid: "ann", name: guestName("ann"), text: "anybody here?" }]);
      await bob.request("lobby.say", { text: "me" });
      expect(await bob.nextPush("lobby.said")).toMatchObject({ seq: 2, uid: "bob", text: "me" });
      expect((await bob.request("lobby.say", { text: " " }).result()).error?.code).toBe("VALIDATION");
      expect((await bob.request("lobby.say", { text: "x".repeat(201) }).result()).error?.code).toBe("VALIDATION");
    });
  });
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { rulesOfPlay } from "../rules/rules-of-play.js";
import { alone, cluster, pairAnnAndBob, rackOf, type TestDuel, testDuel } from "./duel.fixture.js";

describe.each([
  ["in one process", alone],
  ["on frontends and backends", cluster],
])("%s", (_, nodes) => {
  let test: TestDuel;
  beforeEach(async () => {
    test = await testDuel({ nodes });
  });
  afterEach(() => test.close());

  describe("the lobby", () => {
    it("lets the first guest wait and tells him when the second comes", async () => {
      const ann = await test.client({ uid: "ann" });
      const bob = await test.client({ uid: "bob" });
      expect(await ann.request("lobby.enter")).toEqual({ state: "waiting" });
      const entered = await bob.request("lobby.enter");
      expect(entered).toEqual({ state: "paired", table: expect.any(String) });
      expect(await ann.nextPush("lobby.paired")).toEqual({ table: entered.state === "paired" && entered.table });
    });

    it("forgets a guest who leaves, by request or by closing the page", async () => {
      const [ann, bob, cay] = [
        await test.client({ uid: "ann" }),
        await test.client({ uid: "bob" }),
        await test.client({ uid: "cay" }),
      ];
      await ann.request("lobby.enter");
      await ann.request("lobby.leave");
      expect(await bob.request("lobby.enter")).toEqual({ state: "waiting" });
      await bob.close();
      await test.settle();
      expect(await cay.request("lobby.enter")).toEqual({ state: "waiting" });
    });
  });

  describe("a table", () => {
    it("shows each player his own rack only", async () => {
      const { ann, bob, table } = await pairAnnAndBob(test);
      const [one, two] = [await ann.request("table.look", { table }), await bob.request("table.look", { table })];
      expect(one.game).toEqual(two.game);
      expect([one.seat, two.seat]).toEqual([0, 1]);
      const ids = two.rack.map((tile) => tile.id);
      expect(one.rack.filter((tile) => ids.includes(tile.id))).toEqual([]);
      expect([one.rack.length, two.rack.length]).toEqual([7, 7]);
    });

    it("tells both what was played, and the new tiles to the one who drew them", async () => {
      const { table, mover, other } = await pairAnnAndBob(test);
      const word = (await rackOf(mover, table)).slice(0, 3);
      const { score } = await mover.request("table.play", { table, word: word.toLowerCase() });
      for (const client of [mover, other]) {
        const { game } = await client.nextPush("table.changed", {
          where: (changed) => changed.game.turns.length === 1,
        });
        expect(game.turns[0]).toMatchObject({ kind: "word", word, score });
      }
      for (const client of [mover, other]) await client.nextPush("table.rack"); // the first deal
      const { rack } = await mover.nextPush("table.rack");
      expect(rack.map((tile) => tile.letter).join("")).toBe(await rackOf(mover, table));
      await mover.expectNoPush("table.rack");
      await other.expectNoPush("table.rack");
    });

    it("refuses moves with the error that says why", async () => {
      const { table, mover, other } = await pairAnnAndBob(test);
      const refused = async (client: typeof mover, word: string) =>
        (await client.request("table.play", { table, word }).result()).error;
      expect(await refused(other, "CAT")).toMatchObject({ code: "NOT_YOUR_TURN", declared: true });
      expect(await refused(mover, "QQQQQ")).toMatchObject({ code: "NOT_ON_RACK" });
      const [first = ""] = await rackOf(mover, table);
      expect(await refused(mover, first)).toMatchObject({ code: "NOT_A_WORD", data: { word: first } });
      expect(await refused(mover, "no word!")).toMatchObject({ code: "VALIDATION" });
      expect((await other.request("table.pass", { table }).result()).error?.code).toBe("NOT_YOUR_TURN");
    });

    it("is closed to strangers, and unknown when it doesn't exist", async () => {
      const { table } = await pairAnnAndBob(test);
      const eve = await test.client({ uid: "eve" });
      expect((await eve.request("table.look", { table }).result()).error?.code).toBe("NOT_SEATED");
      expect((await eve.request("table.play", { table, word: "CAT" }).result()).error?.code).toBe("NOT_SEATED");
      expect((await eve.request("table.look", { table: "none" }).result()).error?.code).toBe("NO_SUCH_TABLE");
      await eve.expectNoPush("table.changed");
    });

    it("expires a turn by the clock, and lets the other go on", async () => {
      const { table, mover, other } = await pairAnnAndBob(test);
      await test.clock.advance(rulesOfPlay.turnMs);
      expect((await mover.request("table.pass", { table }).result()).error?.code).toBe("NOT_YOUR_TURN");
      await other.request("table.pass", { table });
      const { game } = await mover.request("table.look", { table });
      expect(game.turns.map((turn) => turn.kind)).toEqual(["missed", "pass"]);
    });

    it("ends when one gives up: both learn it, and nothing more can be done", async () => {
      const { table, mover, other } = await pairAnnAndBob(test);
      await other.request("table.resign", { table });
      for (const client of [mover, other]) {
        const over = await client.nextPush("table.changed", { where: ({ game }) => game.now.phase === "over" });
        expect(over.game.now).toMatchObject({ reason: "resigned" });
      }
      expect((await mover.request("table.resign", { table }).result()).error?.code).toBe("GAME_OVER");
    });

    it("ends with a draw that one offers and the other accepts", async () => {
      const { table, mover, other } = await pairAnnAndBob(test);
      const errorOf = async (client: typeof mover, route: "table.offerDraw" | "table.acceptDraw") =>
        (await client.request(route, { table }).result()).error?.code;
      expect(await errorOf(other, "table.acceptDraw")).toBe("NO_DRAW_OFFER");
      await mover.request("table.offerDraw", { table });
      expect(await errorOf(mover, "table.offerDraw")).toBe("DRAW_OFFERED");
      const { game } = await other.nextPush("table.changed", {
        where: (changed) => changed.game.now.phase === "playing" && changed.game.now.drawOffer !== undefined,
      });
      expect(game.turns).toEqual([]);
      await other.request("table.acceptDraw", { table });
      const over = await mover.nextPush("table.changed", { where: (changed) => changed.game.now.phase === "over" });
      expect(over.game.now).toEqual({ phase: "over", reason: "agreed" });
      expect(await errorOf(mover, "table.offerDraw")).toBe("GAME_OVER");
    });

    it("is still there for a player whose connection broke", async () => {
      const { table, mover, other } = await pairAnnAndBob(test);
      const rack = await rackOf(other, table);
      other.disconnect();
      await mover.request("table.pass", { table });
      await test.clock.advance(1_000);
      const { game } = await other.request("table.look", { table });
      expect(game.turns).toHaveLength(1);
      expect(await rackOf(other, table)).toBe(rack);
    });
  });
});

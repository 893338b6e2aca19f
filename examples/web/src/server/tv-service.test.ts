import { afterEach, beforeEach, describe, expect, it } from "vitest";
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

  describe("a watcher", () => {
    it("sees words and scores, and gets no rack and no chat", async () => {
      const { table, mover } = await pairAnnAndBob(test);
      const eve = await test.client({ uid: "eve" });
      const { game } = await eve.request("tv.watch", { table });
      expect(game.turns).toEqual([]);
      const word = (await rackOf(mover, table)).slice(0, 3);
      await mover.request("table.say", { table, text: "good luck" });
      await mover.request("table.play", { table, word });
      const changed = await eve.nextPush("table.changed", { where: (news) => news.game.turns.length === 1 });
      expect(changed.game.turns[0]).toMatchObject({ word });
      expect(JSON.stringify(changed)).not.toMatch(/"t\d+"/);
      await eve.expectNoPush("table.rack");
      await eve.expectNoPush("table.said");
    });

    it("is counted, until he leaves or closes the page", async () => {
      const { table, ann } = await pairAnnAndBob(test);
      const [eve, fay] = [await test.client({ uid: "eve" }), await test.client({ uid: "fay" })];
      const told = async (count: number) =>
        expect(
          await ann.nextPush("table.watchers", { where: ({ watchers }) => watchers.count === count }),
        ).toBeDefined();
      expect((await ann.request("table.look", { table })).watchers.count).toBe(0);
      expect((await eve.request("tv.watch", { table })).watchers.count).toBe(1);
      await told(1);
      expect((await fay.request("tv.watch", { table })).watchers.count).toBe(2);
      await told(2);
      await eve.request("tv.leave");
      await told(1);
      await fay.close();
      await told(0);
    });

    it("watches one table at a time", async () => {
      const { table } = await pairAnnAndBob(test);
      const [cay, dan, eve] = [
        await test.client({ uid: "cay" }),
        await test.client({ uid: "dan" }),
        await test.client({ uid: "eve" }),
      ];
      await cay.request("lobby.enter");
      const entered = await dan.request("lobby.enter");
      const second = entered.state === "paired" ? entered.table : "";
      await eve.request("tv.watch", { table });
      await eve.request("tv.watch", { table: second });
      expect((await cay.request("table.look", { table: second })).watchers.count).toBe(1);
      const fay = await test.client({ uid: "fay" });
      expect((await fay.request("tv.watch", { table })).watchers.count).toBe(1);
    });

    it("is told when there is no such game", async () => {
      const eve = await test.client({ uid: "eve" });
      expect((await eve.request("tv.watch", { table: "none" }).result()).error?.code).toBe("NO_SUCH_TABLE");
      expect((await eve.request("tv.replay", { table: "none" }).result()).error?.code).toBe("NO_SUCH_TABLE");
    });
  });

  describe("the replay", () => {
    it("is closed while the game is played, even to its players", async () => {
      const { table, mover } = await pairAnnAndBob(test);
      const refused = await mover.request("tv.replay", { table }).result();
      expect(refused.error).toMatchObject({ code: "STILL_PLAYING", declared: true });
    });

    it("shows anybody the rack of each turn and what was left, once it is over", async () => {
      const { table, mover, other } = await pairAnnAndBob(test);
      const before = await mover.request("table.look", { table });
      await mover.request("table.play", { table, word: (await rackOf(mover, table)).slice(0, 3) });
      await other.request("table.resign", { table });
      const eve = await test.client({ uid: "eve" });
      const replay = await eve.request("tv.replay", { table });
      expect(replay.held).toEqual([{ tiles: before.rack }]);
      expect(replay.left[before.seat].tiles).toEqual((await mover.request("table.look", { table })).rack);
      expect(replay.game.now).toMatchObject({ phase: "over", reason: "resigned", winner: before.seat });
    });
  });

  describe("the chat at a table", () => {
    it("reaches both players, and is there again after a reload", async () => {
      const { table, ann, bob } = await pairAnnAndBob(test);
      await ann.request("table.say", { table, text: "hello" });
      for (const client of [ann, bob]) {
        expect(await client.nextPush("table.said")).toMatchObject({
          table,
          line: { seq: 1, uid: "ann", text: "hello" },
        });
      }
      expect((await bob.request("table.look", { table })).chat).toMatchObject([{ seq: 1, text: "hello" }]);
    });

    it("is closed to strangers", async () => {
      const { table } = await pairAnnAndBob(test);
      const eve = await test.client({ uid: "eve" });
      expect((await eve.request("table.say", { table, text: "hi" }).result()).error?.code).toBe("NOT_SEATED");
      expect((await eve.request("table.say", { table: "none", text: "hi" }).result()).error?.code).toBe(
        "NO_SUCH_TABLE",
      );
    });
  });
});

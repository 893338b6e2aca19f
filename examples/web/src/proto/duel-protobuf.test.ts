import { jsonSerializer, type Serializer } from "@volley/protocol";
import { afterEach, beforeEach, expect, it } from "vitest";
import { duel } from "../contract.js";
import { pairAnnAndBob, rackOf, type TestDuel, testDuel } from "../server/duel.fixture.js";
import { duelProtobuf } from "./duel-protobuf.js";

/** Encodes as Protobuf, expects that what arrives is what was sent, and notes of which route or push it was. */
function watchful(): Serializer & { readonly met: ReadonlySet<string> } {
  const protobuf = duelProtobuf();
  const met = new Set<string>();
  return {
    ...protobuf,
    met,
    encode(value, message) {
      const bytes = protobuf.encode(value, message);
      expect(protobuf.decode(bytes, message)).toEqual(value);
      met.add(message.name);
      return bytes;
    },
  };
}

let test: TestDuel;
let serializer: ReturnType<typeof watchful>;
beforeEach(async () => {
  serializer = watchful();
  test = await testDuel({ serializer });
});
afterEach(() => test.close());

it("carries a whole game, the chats and the TV: every route and push, and nothing changes on the way", async () => {
  const { table, ann, bob, mover, other } = await pairAnnAndBob(test);
  const eve = await test.client({ uid: "eve" });
  const { me } = await eve.request("lobby.look");
  expect(me.uid).toBe("eve");
  await eve.request("lobby.say", { text: "grüezi 👋" });
  expect(await eve.nextPush("lobby.said")).toMatchObject({ seq: 1, text: "grüezi 👋" });
  await eve.request("lobby.away");
  await eve.request("tv.watch", { table });

  const word = (await rackOf(mover, table)).slice(0, 3);
  const { score } = await mover.request("table.play", { table, word });
  await other.request("table.pass", { table });
  await ann.request("table.say", { table, text: "well played" });
  expect(await bob.nextPush("table.said")).toMatchObject({ line: { uid: "ann", text: "well played" } });
  const { game } = await eve.nextPush("table.changed", { where: (news) => news.game.turns.length === 2 });
  expect(game.turns).toMatchObject([{ kind: "word", word, score }, { kind: "pass" }]);
  expect(game.now).not.toHaveProperty("drawOffer");

  await mover.request("table.offerDraw", { table });
  await other.request("table.acceptDraw", { table });
  const replay = await eve.request("tv.replay", { table });
  expect(replay.game.now).toEqual({ phase: "over", reason: "agreed" });
  expect(replay.held).toHaveLength(2);
  await eve.request("tv.leave");

  await ann.request("lobby.enter");
  await ann.request("lobby.leave");
  await ann.request("lobby.enter");
  const { table: second } = await bob.request("lobby.accept", {
    table: (await bob.request("lobby.look")).lobby.seeks[0]?.table ?? "",
  });
  await bob.request("table.resign", { table: second });

  expect([...serializer.met].sort()).toEqual([...Object.keys(duel.routes), ...Object.keys(duel.pushes)].sort());
});

it("carries the errors of the rules", async () => {
  const { table, mover, other } = await pairAnnAndBob(test);
  const errorOf = async (client: typeof mover, word: string) =>
    (await client.request("table.play", { table, word }).result()).error;
  expect(await errorOf(mover, "QQQQQ")).toMatchObject({ code: "NOT_ON_RACK", data: { letters: expect.any(Array) } });
  expect(await errorOf(other, "CAT")).toMatchObject({ code: "NOT_YOUR_TURN", declared: true });
});

it("refuses a page that was loaded when the server still spoke JSON", async () => {
  const stale = test.client({ uid: "ann", serializer: jsonSerializer() });
  await expect(stale).rejects.toMatchObject({ code: "UNSUPPORTED" });
});

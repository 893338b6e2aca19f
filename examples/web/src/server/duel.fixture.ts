import { jsonSerializer } from "@volley/protocol";
import { type TestClient, testCluster } from "@volley/server/testing";
import { type Duel, duel } from "../contract.js";
import { seededRandom } from "../rules/seeded-random.js";
import { createMemoryStores } from "../store/memory-stores.js";
import { registerDuel } from "./duel-services.js";
import { duelSession } from "./duel-session.js";

/** Starts the game's server in memory, with a clock moved by hand. Every word of A to Z counts but "QQ". */
export async function testDuel({ serializer = jsonSerializer() } = {}) {
  const stores = createMemoryStores({ now: () => cluster.clock.now() });
  const cluster = await testCluster(
    duel,
    (server) =>
      registerDuel(server, {
        stores,
        isWord: (word) => word !== "QQ",
        random: seededRandom(1),
      }),
    { server: { serializer, session: duelSession } },
  );
  const client: typeof cluster.client = (options) => cluster.client({ serializer, ...options });
  return { ...cluster, client };
}

/** A test server of the game, and what it makes. */
export type TestDuel = Awaited<ReturnType<typeof testDuel>>;

/** Pairs two guests and lets both look at their table. `mover` is the one whose turn it is. */
export async function pairAnnAndBob(test: TestDuel) {
  const ann = await test.client({ uid: "ann" });
  const bob = await test.client({ uid: "bob" });
  await ann.request("lobby.enter");
  const entered = await bob.request("lobby.enter");
  const table = entered.state === "paired" ? entered.table : "";
  const { seat, game } = await ann.request("table.look", { table });
  await bob.request("table.look", { table });
  const annMoves = game.now.phase === "playing" && game.now.toMove === seat;
  const [mover, other]: readonly [TestClient<Duel>, TestClient<Duel>] = annMoves ? [ann, bob] : [bob, ann];
  return { ann, bob, table, mover, other };
}

/** Reads the letters of a player's rack. */
export async function rackOf(client: TestClient<Duel>, table: string): Promise<string> {
  const { rack } = await client.request("table.look", { table });
  return rack.map((tile) => tile.letter).join("");
}

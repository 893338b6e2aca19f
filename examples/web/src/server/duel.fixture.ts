import { jsonSerializer } from "@volley/protocol";
import type { Role } from "@volley/server";
import { type TestClient, testCluster } from "@volley/server/testing";
import { type Duel, duel } from "../contract.js";
import { seededRandom } from "../rules/seeded-random.js";
import { createMemoryStores } from "../store/memory-stores.js";
import { registerDuel, routeDuel } from "./duel-services.js";
import { duelSession } from "./duel-session.js";

/** One process, and two frontends before two backends: whatever it is played on, the game is the same. */
export const alone: readonly Role[] = ["both"];
export const cluster: readonly Role[] = ["frontend", "frontend", "backend", "backend"];

/** Starts the game's servers in memory, with a clock moved by hand. Every word of A to Z counts but "QQ". */
export async function testDuel({ serializer = jsonSerializer(), nodes = alone } = {}) {
  const stores = createMemoryStores({ now: () => test.clock.now() });
  const test = await testCluster(
    duel,
    (server, { role }) => {
      routeDuel(server);
      if (role !== "frontend") {
        registerDuel(server, { stores, isWord: (word) => word !== "QQ", random: seededRandom(1) });
      }
    },
    { nodes, server: { serializer, session: duelSession } },
  );
  const client: typeof test.client = (options) => test.client({ serializer, ...options });
  return { ...test, client, stores };
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

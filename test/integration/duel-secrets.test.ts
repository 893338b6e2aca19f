import { jsonSerializer, type Serializer } from "@volley/protocol";
import { fromUtf8 } from "@volley/protocol/internal";
import type { TestClient } from "@volley/server/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Duel } from "../../examples/web/src/contract.js";
import { rackOf, type TestDuel, testDuel } from "../../examples/web/src/server/duel.fixture.js";

/** A guest, all that his client was given to read, and the ids of the tiles that he held. */
interface Guest {
  readonly client: TestClient<Duel>;
  readonly read: string[];
  readonly held: Set<string>;
}

async function guest(test: TestDuel, uid: string): Promise<Guest> {
  const read: string[] = [];
  const held = new Set<string>();
  const json = jsonSerializer();
  // Replies, pushes and history all go through it.
  const serializer: Serializer = {
    ...json,
    decode: (bytes, message) => {
      read.push(fromUtf8(bytes));
      return json.decode(bytes, message);
    },
  };
  const client = await test.client({ uid, serializer });
  client.onPush("table.rack", ({ rack }) => {
    for (const { id } of rack) held.add(id);
  });
  return { client, read, held };
}

/** Away while something happens, and back on the same session. */
async function missing(test: TestDuel, guests: readonly Guest[], work: () => Promise<unknown>): Promise<void> {
  for (const { client } of guests) client.disconnect();
  await test.clock.advance(0);
  await work();
  while (guests.some(({ client }) => client.status.state !== "ready")) await test.clock.advance(500);
  await test.settle();
}

describe("what a duellist may not see", () => {
  it("is in no replay and no history, even if these are open to everybody", async () => {
    const test = await testDuel();
    onTestFinished(() => test.close());
    for (const server of test.servers) {
      for (const pattern of ["table:{id}", "tv:{id}"] as const) server.policy(pattern, { join: true, history: true });
    }
    const [ann, bob, cay] = [await guest(test, "ann"), await guest(test, "bob"), await guest(test, "cay")];
    await ann.client.request("lobby.enter");
    const entered = await bob.client.request("lobby.enter");
    const table = entered.state === "paired" ? entered.table : "";
    for (const { client, held } of [ann, bob]) {
      const { rack } = await client.request("table.look", { table });
      for (const { id } of rack) held.add(id);
    }
    await cay.client.request("tv.watch", { table });

    for (let turn = 0; turn < 4; turn++) {
      const { seat, game } = await ann.client.request("table.look", { table });
      const annMoves = game.now.phase === "playing" && game.now.toMove === seat;
      const [mover, other] = annMoves ? [ann, bob] : [bob, ann];
      const word = (await rackOf(mover.client, table)).slice(0, 3);
      await missing(test, [other, cay], () => mover.client.request("table.play", { table, word }));
    }

    const seen = new Set<string>();
    for (const { client } of [ann, bob, cay]) {
      for (const group of [client.group("table:{id}", { id: table }), client.group("tv:{id}", { id: table })]) {
        for (const { push } of await group.history({ limit: 1_000 })) seen.add(push);
      }
    }
    const open = cay.client.group("table:{id}", { id: table });
    await open.join({ last: 1_000 });
    await test.settle();

    expect([...seen]).toEqual(["table.changed"]);
    for (const [reader, holder] of [
      [ann, bob],
      [bob, ann],
    ] as const) {
      // The way to find them works, and there are more of them than a first rack holds.
      expect(idsIn(reader, reader.held)).toEqual([...reader.held]);
      expect(holder.held.size).toBeGreaterThan(7);
      expect(idsIn(reader, holder.held)).toEqual([]);
      expect(idsIn(cay, holder.held)).toEqual([]);
    }
  });
});

function idsIn({ read }: Guest, ids: Iterable<string>): readonly string[] {
  const text = read.join("\n");
  return [...ids].filter((id) => text.includes(`"${id}"`));
}

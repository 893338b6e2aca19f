import { defineContract, group, push, request, VolleyError } from "@volley/protocol";
import type { Server } from "@volley/server";
import { type TestCluster, testCluster } from "@volley/server/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { clusters } from "../../support/cluster/clusters.js";
import { until } from "../../support/until.js";

const Profile = z.object({ name: z.string() });
const contract = defineContract({
  routes: {
    "room.enter": request({ input: z.string() }),
    "room.leave": request({ input: z.string() }),
    "hall.enter": request({ input: Profile, output: z.array(z.string()) }),
    "hall.leave": request(),
  },
  pushes: {
    "room.said": push(z.string()),
    "hall.came": push(z.object({ uid: z.string(), info: Profile })),
    "hall.went": push(z.object({ uid: z.string() })),
  },
  groups: {
    "room:{id}": group(["room.said"]),
    hall: group([], { presence: { info: Profile, joined: "hall.came", updated: "hall.came", left: "hall.went" } }),
  },
});
type App = Server<typeof contract>;
const NOT_FOUND = { code: "NOT_FOUND" };
const GRACE_MS = 300;

/** The backend serves everything: what handlers do to sessions, they do from afar. */
function serve(server: App, role: string): void {
  if (role !== "backend") return;
  server.service("room", {
    enter: ({ input, session }) => session.join("room:{id}", { id: input }),
    leave: ({ input, session }) => session.leave("room:{id}", { id: input }),
  });
  server.service("hall", {
    enter: async ({ input, session }) => {
      await session.join("hall", { presence: input });
      return (await server.group("hall").presence()).map(({ uid }) => uid).toSorted();
    },
    leave: ({ session }) => session.leave("hall"),
  });
}

describe.each(clusters())("groups of a cluster, %s", (kind, cluster) => {
  let t: TestCluster<typeof contract, unknown, unknown>;
  let [one, two, backend] = [] as unknown as readonly [App, App, App];
  const room = (server: App, id = "7") => server.group("room:{id}", { id });

  beforeEach(async () => {
    t = await testCluster(contract, (server, { role }) => serve(server as unknown as App, role), {
      nodes: ["frontend", "frontend", "backend"],
      cluster: cluster(),
      server: { timeouts: { presenceGraceMs: GRACE_MS } },
    });
    [one, two, backend] = t.servers as unknown as readonly [App, App, App];
  });
  afterEach(() => t.close());

  /** Lets time pass: by hand in memory, by itself on Redis. */
  async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
    await until(async () => {
      if (kind === "memory") await t.clock.advance(10);
      return condition();
    });
  }

  /** The members as a node has them, or the code of the error. */
  const membersOf = async (server: App): Promise<string> => {
    try {
      return (await room(server).members()).toSorted().join();
    } catch (error) {
      return VolleyError.from(error).code;
    }
  };

  it("have the same members for every node", async () => {
    const [ann, bob] = [await t.client({ uid: "ann", node: 0 }), await t.client({ uid: "bob", node: 1 })];
    await expect(room(backend).members()).rejects.toMatchObject(NOT_FOUND);
    await bob.request("room.enter", "7");
    await room(one).create();
    await room(two).addUser("ann");
    await expect(room(backend).addUser("ann")).rejects.toMatchObject({ code: "CONFLICT" });
    for (const server of [one, two, backend]) {
      expect((await room(server).members()).toSorted()).toEqual(["ann", "bob"]);
      expect([await room(server).count(), await room(server).has("bob")]).toEqual([2, true]);
      await room(server).push("room.said", "hello");
      for (const client of [ann, bob]) expect(await client.nextPush("room.said")).toBe("hello");
    }
    await bob.request("room.leave", "7");
    await ann.close();
    expect(await room(one).members()).toEqual(["ann"]);
  });

  it("take a user's sessions in and out on all nodes, later ones too", async () => {
    await room(one).create();
    const early = await t.client({ uid: "ann", node: 1 });
    await room(backend).addUser("ann");
    const late = await t.client({ uid: "ann", node: 0 });
    await room(backend).push("room.said", "1");
    for (const client of [early, late]) expect(await client.nextPush("room.said")).toBe("1");
    await room(two).removeUser("ann");
    await room(two).push("room.said", "2");
    for (const client of [early, late]) await client.expectNoPush("room.said");
  });

  it.each(["removeAll", "delete"] as const)("are left by everybody after %s on any node", async (end) => {
    const left = end === "removeAll" ? "" : "NOT_FOUND";
    await room(one).create();
    const [ann, bob] = [await t.client({ uid: "ann", node: 0 }), await t.client({ uid: "bob", node: 1 })];
    await room(one).addUser("ann");
    await bob.request("room.enter", "7");
    await room(backend)[end]();
    await room(backend).push("room.said", "1");
    for (const client of [ann, bob]) await client.expectNoPush("room.said");
    // They learn it in order with pushes, which isn't when the caller does.
    for (const server of [one, two]) await eventually(async () => (await membersOf(server)) === left);
    await bob.request("room.enter", "7");
    expect(await room(one).members()).toEqual(["bob"]);
  });

  it("end with their time on all nodes", async () => {
    await room(one).create({ ttlMs: 1_000 });
    await room(one).addUser("ann");
    const ann = await t.client({ uid: "ann", node: 1 });
    await eventually(async () => (await membersOf(two)) === "NOT_FOUND");
    const reached: string[] = [];
    ann.onPush("room.said", (text) => reached.push(text));
    let tries = 0;
    await eventually(async () => {
      await room(one).push("room.said", `${++tries}`);
      await t.settle();
      return !reached.includes(`${tries}`);
    });
  });

  it("tell who is present, once, whatever tabs on whichever nodes come and go", async () => {
    const [bob, tab1, tab2] = [
      await t.client({ uid: "bob", node: 0 }),
      await t.client({ uid: "ann", node: 0 }),
      await t.client({ uid: "ann", node: 1 }),
    ];
    const events: string[] = [];
    two.group("hall").onPresence(({ type, uid }) => events.push(`${type} ${uid}`));
    await t.settle();
    await bob.request("hall.enter", { name: "Bob" });
    expect(await tab1.request("hall.enter", { name: "Ann" })).toEqual(["ann", "bob"]);
    await tab2.request("hall.enter", { name: "Ann" });
    await tab1.close();
    await tab2.request("hall.enter", { name: "Anna" });
    for (const name of ["Bob", "Ann", "Anna"]) {
      expect(await bob.nextPush("hall.came")).toMatchObject({ info: { name } });
    }
    expect((await backend.group("hall").presence()).map(({ info }) => info.name).toSorted()).toEqual(["Anna", "Bob"]);
    await tab2.request("hall.leave");
    await eventually(async () => (await one.group("hall").presence()).length === 1);
    expect(await bob.nextPush("hall.went")).toEqual({ uid: "ann" });
    for (const name of ["hall.came", "hall.went"] as const) await bob.expectNoPush(name);
    await eventually(() => events.length === 4);
    expect(events).toEqual(["joined bob", "joined ann", "updated ann", "left ann"]);
  });

  it("don't tell of a user who moves to another node", async () => {
    const [bob, before] = [await t.client({ uid: "bob", node: 0 }), await t.client({ uid: "ann", node: 0 })];
    for (const client of [bob, before]) await client.request("hall.enter", { name: "?" });
    for (let n = 0; n < 2; n++) await bob.nextPush("hall.came");
    const after = await t.client({ uid: "ann", node: 1 });
    await after.request("hall.enter", { name: "?" });
    await before.close();
    const cleo = await t.client({ uid: "cleo", node: 1 });
    await cleo.request("hall.enter", { name: "Cleo" });
    await cleo.close();
    expect(await bob.nextPush("hall.came")).toMatchObject({ uid: "cleo" });
    await eventually(async () => (await one.group("hall").presence()).length === 2);
    expect(await bob.nextPush("hall.went")).toEqual({ uid: "cleo" });
    for (const name of ["hall.came", "hall.went"] as const) await bob.expectNoPush(name);
  });
});

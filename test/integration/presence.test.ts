import { defineContract, group, push, request } from "@volley/protocol";
import type { Server } from "@volley/server";
import { type TestCluster, testCluster } from "@volley/server/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { recordingLogger } from "../support/recording-logger.js";

const Seat = z.object({ name: z.string(), ready: z.boolean().default(false) });
const hall = defineContract({
  routes: {
    "hall.enter": request({ input: z.unknown(), output: z.array(z.string()) }),
    "hall.leave": request(),
    "hall.sign": request({ input: z.string() }),
    "hall.quiet": request(),
  },
  pushes: {
    "hall.came": push(z.object({ uid: z.string(), info: Seat })),
    "hall.went": push(z.object({ uid: z.string() })),
    "hall.quiet": push(z.object({ uid: z.string() })),
  },
  groups: {
    hall: group([], { presence: { info: Seat, joined: "hall.came", updated: "hall.came", left: "hall.went" } }),
    "quiet:{id}": group([], { presence: { joined: "hall.quiet" } }),
    plain: group(["hall.quiet"]),
  },
});
type Hall = typeof hall;
type Data = Record<string, unknown>;
const GRACE = 5_000;

function serveHall(server: Server<Hall, Data, Data>): void {
  server.service("hall", {
    enter: async ({ input, session }) => {
      await session.join("hall", { presence: input as { name: string } });
      return (await server.group("hall").presence()).map(({ uid }) => uid).toSorted();
    },
    leave: ({ session }) => session.leave("hall"),
    sign: ({ input, session }) => session.bind(input),
    quiet: ({ session }) => session.join("quiet:{id}", { id: 7 }),
  });
}

describe("presence in a group", () => {
  let t: TestCluster<Hall, Data, Data, Data>;
  let server: Server<Hall, Data, Data>;
  const logger = recordingLogger();

  beforeEach(async () => {
    t = await testCluster(hall, (each) => serveHall(each as Server<Hall, Data, Data>), { server: { logger } });
    [server] = t.servers as [Server<Hall, Data, Data>];
  });
  afterEach(() => t.close());

  it("tells everybody there who comes, the newcomer too, before the newcomer's request is answered", async () => {
    const [ann, bob] = [await t.client({ uid: "ann" }), await t.client({ uid: "bob" })];
    expect(await ann.request("hall.enter", { name: "Ann" })).toEqual(["ann"]);
    const order: string[] = [];
    bob.onPush("hall.came", ({ uid }) => order.push(uid));
    order.push((await bob.request("hall.enter", { name: "Bob", ready: true })).join());
    expect(order).toEqual(["bob", "ann,bob"]);
    expect(await ann.nextPush("hall.came")).toEqual({ uid: "ann", info: { name: "Ann", ready: false } });
    expect(await ann.nextPush("hall.came")).toEqual({ uid: "bob", info: { name: "Bob", ready: true } });
  });

  it("counts a user once, whatever tabs come and go, and tells what the info has become", async () => {
    const [bob, first, second] = [
      await t.client({ uid: "bob" }),
      await t.client({ uid: "ann" }),
      await t.client({ uid: "ann" }),
    ];
    await bob.request("hall.enter", { name: "Bob" });
    await bob.nextPush("hall.came");
    await first.request("hall.enter", { name: "Ann" });
    expect(await bob.nextPush("hall.came")).toMatchObject({ info: { name: "Ann" } });
    await second.request("hall.enter", { name: "Ann" });
    await first.close();
    await t.clock.advance(GRACE);
    await bob.expectNoPush("hall.came");
    await second.request("hall.enter", { name: "Anna" });
    expect(await bob.nextPush("hall.came")).toMatchObject({ info: { name: "Anna" } });
    await bob.expectNoPush("hall.went");
    await second.request("hall.leave");
    await t.clock.advance(GRACE);
    expect(await bob.nextPush("hall.went")).toEqual({ uid: "ann" });
    expect(await server.group("hall").presence()).toEqual([{ uid: "bob", info: { name: "Bob" } }]);
  });

  it("doesn't tell of a reload, nor of a lost network that is back in time", async () => {
    const [bob, ann] = [await t.client({ uid: "bob" }), await t.client({ uid: "ann" })];
    for (const client of [bob, ann]) await client.request("hall.enter", { name: "?" });
    for (let n = 0; n < 2; n++) await bob.nextPush("hall.came");
    ann.disconnect();
    await t.clock.advance(1_000);
    await ann.request("hall.enter", { name: "?" });
    await t.clock.advance(2 * GRACE);
    for (const name of ["hall.came", "hall.went"] as const) await bob.expectNoPush(name);
  });

  it("doesn't know nobody; somebody who signs in is there from then on", async () => {
    const [bob, client] = [await t.client({ uid: "bob" }), await t.client()];
    await bob.request("hall.enter", { name: "Bob" });
    await bob.nextPush("hall.came");
    expect(await client.request("hall.enter", { name: "Ann" })).toEqual(["bob"]);
    await client.request("hall.sign", "ann");
    expect(await bob.nextPush("hall.came")).toMatchObject({ uid: "ann", info: { name: "Ann" } });
  });

  it("calls handlers on the server until they are taken away", async () => {
    const events: unknown[] = [];
    const off = server.group("hall").onPresence((event) => events.push(event));
    const ann = await t.client({ uid: "ann" });
    await ann.request("hall.enter", { name: "Ann" });
    await ann.request("hall.enter", { name: "Anna" });
    await ann.close();
    await t.settle();
    await t.clock.advance(GRACE);
    expect(events).toEqual([
      { type: "joined", uid: "ann", info: { name: "Ann" } },
      { type: "updated", uid: "ann", info: { name: "Anna" } },
      { type: "left", uid: "ann" },
    ]);
    off();
    await (await t.client({ uid: "bob" })).request("hall.enter", { name: "Bob" });
    expect(events).toHaveLength(3);
  });

  it("sends the uid alone where the contract asks for no more, and to that group alone", async () => {
    const [ann, bob] = [await t.client({ uid: "ann" }), await t.client({ uid: "bob" })];
    await bob.request("hall.enter", { name: "Bob" });
    await ann.request("hall.quiet");
    expect(await ann.nextPush("hall.quiet")).toEqual({ uid: "ann" });
    await bob.expectNoPush("hall.quiet");
    expect(await server.group("quiet:{id}", { id: 7 }).presence()).toEqual([{ uid: "ann", info: undefined }]);
    await ann.close();
    await t.settle();
    await t.clock.advance(GRACE);
    expect(await server.group("quiet:{id}", { id: 7 }).presence()).toEqual([]);
  });

  it("refuses info that the contract doesn't have, and lets nobody in with it", async () => {
    const ann = await t.client({ uid: "ann" });
    for (const info of [{ nick: "Ann" }, undefined]) {
      await expect(ann.request("hall.enter", info)).rejects.toMatchObject({ code: "INTERNAL" });
    }
    await expect(ann.request("hall.enter", { name: "x".repeat(5_000) })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(server.group("hall").members()).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("reaches users who are members of the group without a session in it", async () => {
    await server.group("hall").create();
    await server.group("hall").addUser("bob");
    const [bob, ann] = [await t.client({ uid: "bob" }), await t.client({ uid: "ann" })];
    await ann.request("hall.enter", { name: "Ann" });
    expect(await bob.nextPush("hall.came")).toMatchObject({ uid: "ann" });
    // A member isn't present by being one.
    expect((await server.group("hall").presence()).map(({ uid }) => uid)).toEqual(["ann"]);
  });
});

import { defineContract, group, push, request } from "@volley/protocol";
import type { Server } from "@volley/server";
import { testCluster } from "@volley/server/testing";
import { describe, expect, it } from "vitest";
import * as z from "zod";

const contract = defineContract({
  routes: {
    "table.sit": request({ input: z.object({ id: z.string(), last: z.number().optional() }) }),
    "table.leave": request({ input: z.string() }),
  },
  pushes: {
    "table.played": push(z.number(), { delivery: "replay" }),
    "table.state": push(z.string()),
    "user.paid": push(z.number(), { delivery: "replay" }),
  },
  groups: { "table:{id}": group(["table.played", "table.state"]), lobby: group(["table.state"]) },
});
type App = Server<typeof contract>;

function serve(server: App): void {
  server.service("table", {
    sit: ({ input: { id, last }, session }) => session.join("table:{id}", { id }, { last }),
    leave: ({ input, session }) => session.leave("table:{id}", { id: input }),
  });
}

async function open(prepare: (server: App) => void = () => {}) {
  const t = await testCluster(contract, (server) => {
    serve(server as unknown as App);
    prepare(server as unknown as App);
  });
  const server = t.servers[0] as unknown as App;
  return { t, server, table: server.group("table:{id}", { id: 1 }) };
}

describe("pushes with delivery replay", () => {
  it("reach the members of a group in order, and tell where they stand", async () => {
    const { t, table } = await open();
    const [a, b] = [await t.client({ uid: "a" }), await t.client({ uid: "b" })];
    for (const client of [a, b]) await client.request("table.sit", { id: "1" });
    const published = await Promise.all([1, 2, 3].map((n) => table.push("table.played", n)));
    expect(published).toEqual([1, 2, 3].map((offset) => ({ offset, duplicate: false })));
    for (const client of [a, b]) for (const n of [1, 2, 3]) expect(await client.nextPush("table.played")).toBe(n);
    await t.close();
  });

  it("count once when their producer repeats them", async () => {
    const { t, table } = await open();
    const a = await t.client({ uid: "a" });
    await a.request("table.sit", { id: "1" });
    const push = (serial: number) => table.push("table.played", serial, { producer: { id: "till", serial } });
    expect(await push(1)).toEqual({ offset: 1, duplicate: false });
    expect(await push(1)).toEqual({ offset: 1, duplicate: true });
    expect(await push(2)).toEqual({ offset: 2, duplicate: false });
    expect(await push(1)).toEqual({ offset: undefined, duplicate: true });
    expect([await a.nextPush("table.played"), await a.nextPush("table.played")]).toEqual([1, 2]);
    await a.expectNoPush("table.played");
    await t.close();
  });

  it("reach users in all their sessions, each through a stream of its own", async () => {
    const { t, server } = await open();
    const tabs = [await t.client({ uid: "a" }), await t.client({ uid: "a" })];
    const receipt = { delivered: ["a"], pending: [], offline: [] };
    expect(await server.user("a").push("user.paid", 5)).toEqual({ ...receipt, offset: 1, duplicate: false });
    for (const tab of tabs) expect(await tab.nextPush("user.paid")).toBe(5);
    const both = await server.users(["a", "b", "a"]).push("user.paid", 6);
    expect(both).toEqual({
      ...{ delivered: ["a"], pending: [], offline: ["b"] },
      published: { a: { offset: 2, duplicate: false }, b: { offset: 1, duplicate: false } },
    });
    for (const tab of tabs) expect(await tab.nextPush("user.paid")).toBe(6);
    for (const tab of tabs) await tab.expectNoPush("user.paid");
    await t.close();
  });

  it("pass those by whom a filter leaves out, and reach members that were added", async () => {
    const { t, server, table } = await open();
    const [a, b] = [await t.client({ uid: "a" }), await t.client({ uid: "b" })];
    await table.create();
    for (const uid of ["a", "b"]) await table.addUser(uid);
    await t.settle();
    await table.push("table.played", 1, { except: { uids: ["a"] } });
    await table.push("table.played", 2, { only: { uids: ["a"] } });
    await table.push("table.played", 3);
    expect([await a.nextPush("table.played"), await a.nextPush("table.played")]).toEqual([2, 3]);
    expect([await b.nextPush("table.played"), await b.nextPush("table.played")]).toEqual([1, 3]);
    await table.removeUser("b");
    await t.settle();
    await table.push("table.played", 4);
    expect(await a.nextPush("table.played")).toBe(4);
    await b.expectNoPush("table.played");
    expect(server.sessions("b")).toHaveLength(1);
    await t.close();
  });

  it("end with the membership", async () => {
    const { t, table } = await open();
    const a = await t.client({ uid: "a" });
    await a.request("table.sit", { id: "1" });
    await a.request("table.leave", "1");
    await table.push("table.played", 1);
    await a.expectNoPush("table.played");
    await t.close();
  });

  it("can be read as history, without those for some", async () => {
    const { t, server, table } = await open();
    for (const n of [1, 2, 3]) await table.push("table.played", n);
    await table.push("table.played", 4, { except: { uids: ["a"] } });
    const history = await table.history();
    expect(history.map(({ push, data, offset }) => ({ push, data, offset }))).toEqual(
      [1, 2, 3].map((n) => ({ push: "table.played", data: n, offset: n })),
    );
    expect((await table.history({ since: history[0]?.position })).map(({ data }) => data)).toEqual([2, 3]);
    expect((await table.history({ limit: 2 })).map(({ data }) => data)).toEqual([3]);
    expect(await server.group("lobby").history()).toEqual([]);
    await expect(table.history({ limit: 0 })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await t.close();
  });

  it("come first to one who joins and asks for the last", async () => {
    const { t, table } = await open();
    for (const n of [1, 2, 3]) await table.push("table.played", n);
    const a = await t.client({ uid: "a" });
    await a.request("table.sit", { id: "1", last: 2 });
    await table.push("table.played", 4);
    for (const n of [2, 3, 4]) expect(await a.nextPush("table.played")).toBe(n);
    await expect(a.request("table.sit", { id: "2", last: 1.5 })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await t.close();
  });

  it("wait for the state of the group, which comes first to one who joins", async () => {
    const asked: unknown[] = [];
    let tell: (state: string) => void = () => {};
    const { t, table } = await open((server) =>
      server.snapshot("table:{id}", "table.state", ({ params, session, reason }) => {
        asked.push([params.id, session.uid, reason]);
        return new Promise<string>((resolve) => {
          tell = resolve;
        });
      }),
    );
    const got: unknown[] = [];
    const a = await t.client({ uid: "a" });
    a.onPush("table.state", (state) => got.push(state));
    a.onPush("table.played", (n) => got.push(n));
    const sitting = a.request("table.sit", { id: "1" });
    await t.settle();
    await table.push("table.played", 1);
    await t.settle();
    expect([asked, got]).toEqual([[["1", "a", "joined"]], []]);
    tell("all");
    await sitting;
    await t.settle();
    expect(got).toEqual(["all", 1]);
    await t.close();
  });

  it("go on without the state of the group if it takes too long or fails", async () => {
    const { t, table } = await open((server) =>
      server.snapshot("table:{id}", "table.state", ({ params }) => {
        if (params.id === "2") throw new Error("no state");
        return new Promise<string>(() => {});
      }),
    );
    const a = await t.client({ uid: "a" });
    void a.request("table.sit", { id: "1" });
    await t.settle();
    await table.push("table.played", 1);
    await a.expectNoPush("table.played");
    await t.clock.advance(5_000);
    expect(await a.nextPush("table.played")).toBe(1);
    await t.close();
  });

  it("are refused where there is no stream for them", async () => {
    const { t, server } = await open();
    const a = await t.client({ uid: "a" });
    const loose = server as unknown as Server<never>;
    const [session] = server.sessions("a");
    const refused = { code: "BAD_REQUEST" };
    const everybody = loose.everybody() as unknown as { push(push: string, data: unknown): Promise<void> };
    await expect(everybody.push("table.played", 1)).rejects.toMatchObject(refused);
    const alone = session as unknown as { push(push: string, data: unknown): Promise<void> };
    await expect(alone.push("table.played", 1)).rejects.toMatchObject(refused);
    const lobby = server.group("lobby") as unknown as { push(push: string, data: unknown): Promise<void> };
    await expect(lobby.push("table.played", 1)).rejects.toMatchObject(refused);
    await a.expectNoPush("table.played");
    expect(() => server.snapshot("lobby", "table.state", () => "x")).toThrow(/nothing that goes to "lobby" is kept/);
    await t.close();
  });
});

import type { Server } from "@volley/server";
import { type TestClient, type TestCluster, testCluster } from "@volley/server/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Allowed, serveTables, type Tables, tables } from "../support/rights-contract.js";

type T = TestCluster<Tables, Record<string, unknown>, Record<string, unknown>>;

async function start(server = {}) {
  const allowed: Allowed = new Set(["ann 7", "ann 8"]);
  const asked: string[][] = [];
  const setUp = (each: unknown) => asked.push(serveTables(each as Server<Tables>, allowed));
  const t = (await testCluster(tables, setUp, { server })) as unknown as T;
  onTestFinished(() => t.close());
  return { t, servers: t.servers as readonly Server<Tables>[], allowed, asked };
}

/** Comes back: the client's network breaks, and its clock goes on until it has tried again. */
async function reconnect(t: T, client: TestClient<Tables>, meanwhile: () => Promise<unknown> = async () => {}) {
  client.disconnect();
  await t.clock.advance(0);
  await meanwhile();
  while (client.status.state !== "ready") await t.clock.advance(500);
  await t.settle();
}

async function sit(client: TestClient<Tables>, id: string) {
  const group = client.group("table:{id}", { id });
  const left: unknown[] = [];
  const heard: string[] = [];
  group.onLeft(({ error }) => left.push(error?.code));
  group.onPush("table.played", (text) => heard.push(text));
  await group.join({ presence: { name: "Ann" } });
  return { group, left, heard };
}
const say = (server: Server<Tables>, id: string, text: string) =>
  server.group("table:{id}", { id }).push("table.played", text);
const present = async (server: Server<Tables>, id: string) =>
  (await server.group("table:{id}", { id }).presence()).map(({ uid }) => uid);

describe("a client that comes back to its session", () => {
  it("is asked about before anything of the group is sent again: what it may not see any more, it never gets", async () => {
    const { t, servers, allowed, asked } = await start();
    const [server] = servers as [Server<Tables>];
    const client = await t.client({ uid: "ann" });
    const [seven, eight] = [await sit(client, "7"), await sit(client, "8")];
    await reconnect(t, client, async () => {
      await say(server, "7", "secret");
      await say(server, "8", "open");
      allowed.delete("ann 7");
    });
    expect(seven).toMatchObject({ heard: [], left: ["FORBIDDEN"] });
    expect(eight).toMatchObject({ heard: ["open"], left: [] });
    await say(server, "7", "later");
    await say(server, "8", "more");
    await t.settle();
    expect(seven.heard).toEqual([]);
    expect(eight.heard).toEqual(["open", "more"]);
    expect(asked[0]).toEqual(["ann 7 join", "ann 8 join", "ann 7 resume", "ann 8 resume"]);
    await t.clock.advance(5_000);
    expect(await present(server, "7")).toEqual([]);
  });

  it("is told what it lost while nobody could tell it", async () => {
    const { t, servers, allowed } = await start();
    const [server] = servers as [Server<Tables>];
    const client = await t.client({ uid: "ann" });
    const seven = await sit(client, "7");
    await reconnect(t, client, async () => {
      allowed.delete("ann 7");
      await server.recheckPolicies();
      allowed.add("ann 7");
    });
    expect(seven.left).toEqual([undefined]);
    await t.clock.advance(5_000);
    expect(await present(server, "7")).toEqual([]);
    await seven.group.join({ presence: { name: "Ann" } });
    await say(server, "7", "again");
    await t.settle();
    expect(seven.heard).toEqual(["again"]);
  });
});

describe("a client that gets a new session", () => {
  it("joins again by itself, before what waits, and is told when it may not", async () => {
    const { t, servers, allowed } = await start({ resume: false });
    const [server] = servers as [Server<Tables>];
    const client = await t.client({ uid: "ann" });
    const resyncs: string[] = [];
    client.onResync(({ group, reason }) => resyncs.push(`${group ?? "own"} ${reason}`));
    const [seven, eight] = [await sit(client, "7"), await sit(client, "8")];
    let pushed: Promise<void> | undefined;
    await reconnect(t, client, async () => {
      allowed.delete("ann 8");
      pushed = seven.group.push("table.point", { uid: "ann", x: 1 });
    });
    await pushed;
    expect(await client.nextPush("table.point")).toEqual({ uid: "ann", x: 1 });
    expect(seven.left).toEqual([]);
    expect(eight.left).toEqual(["FORBIDDEN"]);
    await say(server, "7", "here");
    await say(server, "8", "secret");
    await t.settle();
    expect([seven.heard, eight.heard]).toEqual([["here"], []]);
    expect(resyncs.filter((each) => each.startsWith("table"))).toEqual([
      "table:7 joined",
      "table:8 joined",
      "table:7 joined",
    ]);
    // Not where it was thrown out or has left.
    await seven.group.leave();
    allowed.add("ann 8");
    await reconnect(t, client);
    await say(server, "7", "gone");
    await say(server, "8", "gone");
    await t.settle();
    expect([seven.heard, eight.heard]).toEqual([["here"], []]);
  });
});

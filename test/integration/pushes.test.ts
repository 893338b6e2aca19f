import type { Server } from "@volley/server";
import { type TestCluster, testCluster } from "@volley/server/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Chat, chat, serveChat } from "../support/chat.js";
import { recordingLogger } from "../support/recording-logger.js";

describe("pushes", () => {
  const logger = recordingLogger();
  let t: TestCluster<Chat, Record<string, unknown>, Record<string, unknown>>;
  let server: Server<Chat, Record<string, unknown>>;

  beforeEach(async () => {
    t = await testCluster(chat, (each) => serveChat(each as Server<Chat>), { server: { logger } });
    const [first] = t.servers;
    if (first === undefined) throw new Error("no server");
    server = first;
  });
  afterEach(() => t.close());

  const said = (text: string) => ({ from: "server", text });

  it("to a group reach its members with the group's name, and nobody else", async () => {
    const [a, b, c] = await Promise.all([t.client({ uid: "a" }), t.client({ uid: "b" }), t.client({ uid: "c" })]);
    await a.request("room.join", { room: "one" });
    await b.request("room.join", { room: "one" });
    await c.request("room.join", { room: "two" });
    const groups: unknown[] = [];
    a.onPush("room.said", (_, meta) => groups.push(meta));
    await server.group("room:{room}", { room: "one" }).push("room.said", said("hi"));
    expect(await a.nextPush("room.said")).toEqual(said("hi"));
    expect(await b.nextPush("room.said")).toEqual(said("hi"));
    await c.expectNoPush("room.said");
    expect(groups).toEqual([{ push: "room.said", group: "room:one" }]);
  });

  it("to a group leave out the excepted users, sessions and groups", async () => {
    const clients = await Promise.all(["a", "b", "c", "d"].map((uid) => t.client({ uid })));
    for (const client of clients) await client.request("room.join", { room: "one" });
    await clients[2]?.request("room.join", { room: "muted" });
    const session = server.sessions("b")[0]?.id ?? "";
    const except = { uids: ["a"], sessions: [session], groups: ["room:muted"] };
    await server.group("room:{room}", { room: "one" }).push("room.tick", 1, { except });
    expect(await clients[3]?.nextPush("room.tick")).toBe(1);
    for (const client of clients.slice(0, 3)) await client.expectNoPush("room.tick");
  });

  it("stop when a session leaves the group", async () => {
    const a = await t.client({ uid: "a" });
    await a.request("room.join", { room: "one" });
    await a.request("room.leave", { room: "one" });
    await server.group("room:{room}", { room: "one" }).push("room.tick", 1);
    await a.expectNoPush("room.tick");
  });

  it("to users reach all their sessions, and say who is there", async () => {
    const [phone, laptop, other] = await Promise.all([
      t.client({ uid: "a" }),
      t.client({ uid: "a" }),
      t.client({ uid: "b" }),
    ]);
    const receipt = await server.users(["a", "b", "nobody", "a"]).push("room.tick", 7);
    expect(receipt).toEqual({ delivered: ["a", "b"], pending: [], offline: ["nobody"] });
    for (const client of [phone, laptop, other]) {
      expect(await client.nextPush("room.tick")).toBe(7);
      await client.expectNoPush("room.tick");
    }
    expect(await server.users([]).push("room.tick", 8)).toEqual({ delivered: [], pending: [], offline: [] });
    await phone.expectNoPush("room.tick");
  });

  it("to everybody reach everybody, with or without a user", async () => {
    const [a, nobody] = await Promise.all([t.client({ uid: "a" }), t.client()]);
    await server.everybody().push("room.tick", 3, { except: { uids: ["b"] } });
    expect(await a.nextPush("room.tick")).toBe(3);
    expect(await nobody.nextPush("room.tick")).toBe(3);
  });

  it("keep the order of the node, whatever way they take", async () => {
    const a = await t.client({ uid: "a" });
    await a.request("room.join", { room: "one" });
    const [session] = server.sessions("a");
    for (let n = 0; n < 300; n += 3) {
      void session?.push("room.tick", n);
      void server.group("room:{room}", { room: "one" }).push("room.tick", n + 1);
      void server.user("a").push("room.tick", n + 2);
    }
    const got: number[] = [];
    for (let n = 0; n < 300; n++) got.push(await a.nextPush("room.tick"));
    expect(got).toEqual(Array.from({ length: 300 }, (_, n) => n));
  });

  it("are refused when their data or their target is wrong; not awaited, they end no process", async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown): void => void unhandled.push(error);
    process.on("unhandledRejection", note);
    const a = await t.client({ uid: "a" });
    const wrong = { text: 5 } as never;
    await expect(server.user("a").push("room.said", wrong)).rejects.toMatchObject({ code: "VALIDATION" });
    void server.user("a").push("room.said", wrong);
    void server.everybody().push("room.said", wrong);
    void server.group("room:{room}", { room: "one" }).push("room.nope" as "room.said", wrong);
    void server.sessions("a")[0]?.push("room.said", wrong);
    await expect(server.everybody().push("room.nope" as "room.said", wrong)).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
    expect(() => server.user("a b")).toThrow(/no user id/);
    expect(() => server.group("nope" as "room:{room}", { room: "x" })).toThrow(/no group "nope"/);
    expect(() => server.group("room:{room}", { room: "a:b" })).toThrow(/can't be the param/);
    await a.expectNoPush("room.said");
    process.off("unhandledRejection", note);
    expect(unhandled).toEqual([]);
  });
});

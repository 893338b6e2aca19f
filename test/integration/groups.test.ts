import type { Server } from "@volley/server";
import { type TestCluster, testCluster } from "@volley/server/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Chat, chat, serveChat } from "../support/chat.js";
import { recordingLogger } from "../support/recording-logger.js";

type Data = Record<string, unknown>;

describe("a group of users", () => {
  let t: TestCluster<Chat, Data, Data>;
  let server: Server<Chat, Data>;
  const room = (name = "one") => server.group("room:{room}", { room: name });

  beforeEach(async () => {
    t = await testCluster(chat, (each) => serveChat(each as Server<Chat>), { server: { logger: recordingLogger() } });
    [server] = t.servers as [Server<Chat, Data>];
  });
  afterEach(() => t.close());

  it("must be created before users can be members, and only once", async () => {
    await expect(room().addUser("ann")).rejects.toMatchObject({ code: "NOT_FOUND" });
    await room().create();
    await expect(room().create()).rejects.toMatchObject({ code: "CONFLICT" });
    await room().addUser("ann");
    expect(await room().members()).toEqual(["ann"]);
  });

  it("knows members whether they are here or not; a second adding and a missing removal are refused", async () => {
    await room().create();
    await room().addUser("ann");
    await expect(room().addUser("ann")).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(room().removeUser("bob")).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(room().addUser("")).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(room().has("")).rejects.toMatchObject({ code: "BAD_REQUEST" });
    expect([await room().has("ann"), await room().has("bob"), await room().count()]).toEqual([true, false, 1]);
    await room().removeUser("ann");
    expect(await room().members()).toEqual([]);
  });

  it("tells of a group that isn't there, in every operation", async () => {
    const operations = [
      () => room().delete(),
      () => room().renew(),
      () => room().removeAll(),
      () => room().members(),
      () => room().count(),
      () => room().has("ann"),
      () => room().removeUser("ann"),
    ];
    for (const operation of operations) await expect(operation()).rejects.toMatchObject({ code: "NOT_FOUND" });
    // Nobody is in it, so nobody gets it: that is no error.
    await room().push("room.tick", 1);
  });

  it("reaches all sessions of its members, those that come later too, and sessions that joined; once each", async () => {
    await room().create();
    const early = await t.client({ uid: "ann" });
    await room().addUser("ann");
    const late = await t.client({ uid: "ann" });
    const joined = await t.client({ uid: "bob" });
    await joined.request("room.join", { room: "one" });
    await early.request("room.join", { room: "one" });
    await room().push("room.tick", 1);
    for (const client of [early, late, joined]) {
      expect(await client.nextPush("room.tick")).toBe(1);
      await client.expectNoPush("room.tick");
    }
    expect((await room().members()).toSorted()).toEqual(["ann", "bob"]);
  });

  it("keeps a member through a disconnect, and a joined session only while it lasts", async () => {
    await room().create();
    await room().addUser("ann");
    const [ann, bob] = [await t.client({ uid: "ann" }), await t.client({ uid: "bob" })];
    await bob.request("room.join", { room: "one" });
    expect(await room().count()).toBe(2);
    ann.disconnect();
    await bob.close();
    await t.settle();
    expect(await room().members()).toEqual(["ann"]);
    await t.clock.advance(1_000);
    await room().push("room.tick", 1);
    expect(await ann.nextPush("room.tick")).toBe(1);
    await bob.expectNoPush("room.tick");
  });

  it("lets a removed member stay that also joined, and takes out one that didn't", async () => {
    await room().create();
    const [ann, bob] = [await t.client({ uid: "ann" }), await t.client({ uid: "bob" })];
    await ann.request("room.join", { room: "one" });
    for (const uid of ["ann", "bob"]) await room().addUser(uid);
    for (const uid of ["ann", "bob"]) await room().removeUser(uid);
    await room().push("room.tick", 1);
    expect(await ann.nextPush("room.tick")).toBe(1);
    await bob.expectNoPush("room.tick");
  });

  it("is empty after removeAll, and gone after delete", async () => {
    await room().create();
    const [ann, bob] = [await t.client({ uid: "ann" }), await t.client({ uid: "bob" })];
    await room().addUser("ann");
    await bob.request("room.join", { room: "one" });
    await room().removeAll();
    expect(await room().members()).toEqual([]);
    await room().addUser("ann");
    await bob.request("room.join", { room: "one" });
    await room().delete();
    await room().push("room.tick", 1);
    for (const client of [ann, bob]) await client.expectNoPush("room.tick");
    await expect(room().members()).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("ends with its time, unless it is renewed", async () => {
    await room("short").create({ ttlMs: 1_000 });
    await room("kept").create({ ttlMs: 1_000 });
    await room("forever").create();
    const ann = await t.client({ uid: "ann" });
    for (const name of ["short", "kept", "forever"]) await room(name).addUser("ann");
    await t.clock.advance(999);
    await room("kept").renew();
    await expect(room("forever").renew()).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await room("short").has("ann")).toBe(true);
    await t.clock.advance(1);
    await expect(room("short").members()).rejects.toMatchObject({ code: "NOT_FOUND" });
    await room("short").push("room.tick", 1);
    await room("kept").push("room.tick", 2);
    await room("forever").push("room.tick", 3);
    expect([await ann.nextPush("room.tick"), await ann.nextPush("room.tick")]).toEqual([2, 3]);
    await t.clock.advance(999);
    await expect(room("kept").members()).rejects.toMatchObject({ code: "NOT_FOUND" });
    await room("short").create();
  });

  it("lets each member get its own payload", async () => {
    await room().create();
    const [ann, bob, nobody] = [await t.client({ uid: "ann" }), await t.client({ uid: "bob" }), await t.client()];
    await room().addUser("ann");
    for (const client of [bob, nobody]) await client.request("room.join", { room: "one" });
    await room().pushEach("room.said", ({ uid }) => (uid === "bob" ? undefined : { from: "dealer", text: uid ?? "?" }));
    expect(await ann.nextPush("room.said")).toEqual({ from: "dealer", text: "ann" });
    expect(await nobody.nextPush("room.said")).toEqual({ from: "dealer", text: "?" });
    await bob.expectNoPush("room.said");
    const wrong = room().pushEach("room.said", () => ({ from: 5 }) as never);
    await expect(wrong).rejects.toMatchObject({ code: "VALIDATION" });
  });
});

import { describe, expect, it, vi } from "vitest";
import type { RoomMessage } from "./contract/rooms-contract.js";
import { startServer, volleyClient } from "./reference-server.fixture.js";

describe("the server of rooms", { timeout: 30_000 }, () => {
  it("tells who joins who is there and what was said last, and the others who came", async () => {
    const url = await startServer();
    const ann = await volleyClient(url);
    const came: string[] = [];
    ann.onPush("rooms.joined", ({ uid, info }, { group }) => came.push(`${uid} ${info.name} ${group}`));
    await ann.request("rooms.join", { room: "lobby" });
    for (const data of ["a", "b", "c"]) await ann.request("rooms.message", { room: "lobby", data });
    const bob = await volleyClient(url, { uid: "bob" });
    const { members, messages } = await bob.request("rooms.join", { room: "lobby", last: 2, info: { name: "Bob" } });
    expect(members.map(({ uid }) => uid).toSorted()).toEqual(["ann", "bob"]);
    expect(messages.map(({ data, from }) => [data, from])).toEqual([
      ["b", "ann"],
      ["c", "ann"],
    ]);
    await vi.waitFor(() => expect(came).toContain("bob Bob room:lobby"), { timeout: 10_000 });
  });

  it("keeps the ids of each user apart, whatever colons are in them", async () => {
    const url = await startServer();
    const [ann, other] = [await volleyClient(url, { uid: "ann" }), await volleyClient(url, { uid: "ann:b" })];
    for (const client of [ann, other]) await client.request("rooms.join", { room: "lobby" });
    const first = await ann.request("rooms.message", { room: "lobby", id: "b:c", data: 1 });
    const second = await other.request("rooms.message", { room: "lobby", id: "c", data: 2 });
    expect([first.duplicate, second.duplicate]).toEqual([false, false]);
  });

  it("keeps to the rooms and actions of a token", async () => {
    const url = await startServer();
    const ann = await volleyClient(url, { claims: { rooms: ["table-*"], actions: ["join"] } });
    const codeOf = async (work: PromiseLike<unknown>): Promise<unknown> =>
      work.then(
        () => "done",
        (error: { code: string }) => error.code,
      );
    expect(await codeOf(ann.request("rooms.join", { room: "lobby" }))).toBe("FORBIDDEN");
    expect(await codeOf(ann.request("rooms.join", { room: "table-7", last: 5 }))).toBe("FORBIDDEN");
    expect(await ann.request("rooms.join", { room: "table-7" })).toMatchObject({ members: [] });
    expect(await codeOf(ann.request("rooms.message", { room: "table-7", data: 1 }))).toBe("FORBIDDEN");
    expect(await codeOf(ann.request("rooms.join", { room: "table:7" }))).toBe("VALIDATION");
    expect(await codeOf(ann.group("room:{name}", { name: "table-7" }).history())).toBe("FORBIDDEN");
  });

  it("lets nobody send to a room without being in it, or be in too many", async () => {
    const url = await startServer({ VOLLEY_MAX_ROOMS: "1" });
    const ann = await volleyClient(url);
    await expect(ann.request("rooms.message", { room: "a", data: 1 })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await ann.request("rooms.join", { room: "a" });
    await ann.request("rooms.join", { room: "a" });
    await expect(ann.request("rooms.join", { room: "b" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await ann.request("rooms.leave", { room: "a" });
    await ann.request("rooms.join", { room: "b" });
    await expect(ann.request("rooms.message", { room: "a", data: 1 })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("takes the same id of two users for two messages", async () => {
    const url = await startServer();
    const ann = await volleyClient(url);
    const bob = await volleyClient(url, { uid: "bob" });
    const heard: RoomMessage[] = [];
    ann.onPush("rooms.message", (message) => heard.push(message));
    for (const client of [ann, bob]) await client.request("rooms.join", { room: "a" });
    for (const client of [ann, bob]) await client.request("rooms.message", { room: "a", id: "1", data: 1 });
    await vi.waitFor(() => expect(heard.map(({ from }) => from)).toEqual(["ann", "bob"]), { timeout: 10_000 });
  });

  it("lets guests in only if it is told to, beside users with tokens", async () => {
    const url = await startServer({ VOLLEY_GUESTS: "true" });
    const { createClient } = await import("@volley/client");
    const { rooms } = await import("./contract/index.js");
    const guest = createClient(rooms, { url });
    const { members } = await guest.request("rooms.join", { room: "a" });
    expect(members[0]?.uid).toMatch(/^guest-/);
    await guest.close();
    const ann = await volleyClient(url);
    await ann.connect();
    expect(ann.status).toMatchObject({ uid: "ann" });
  });
});

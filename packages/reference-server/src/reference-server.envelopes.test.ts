import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { WebSocket } from "ws";
import type { RoomMessage } from "./contract/rooms-contract.js";
import { envelopeClient, startServer, tokenOf, volleyClient } from "./reference-server.fixture.js";

const within = { timeout: 15_000 };

async function inRoom(url: string, room: string, options: { uid?: string } = {}) {
  const client = await envelopeClient(url, options);
  const uid = options.uid ?? "bob";
  client.send({ join_room: { room_id: room } });
  // Nothing tells that one has joined, as goakt-ws has it: the own message comes back.
  client.send({ message: { target: room, content: "here", message_id: `here-${uid}` } });
  await vi.waitFor(() => expect(client.all("message").map((it) => it["message_id"])).toContain(`here-${uid}`), within);
  return client;
}

describe("plain WebSockets with envelopes", { timeout: 40_000 }, () => {
  it("begin with a session: token, member and rooms", async () => {
    const client = await envelopeClient(await startServer());
    await vi.waitFor(() => expect(client.received).toHaveLength(1), within);
    expect(client.all("session")).toEqual([{ token: expect.any(String), member_id: "bob", rooms: [] }]);
  });

  it("get what is sent to their room once, with id and time filled in, as clients of Volley do", async () => {
    const url = await startServer();
    const bob = await inRoom(url, "room-1");
    const cleo = await inRoom(url, "room-1", { uid: "cleo" });
    const ann = await volleyClient(url);
    const heard: RoomMessage[] = [];
    ann.onPush("rooms.message", (message) => heard.push(message));
    await ann.request("rooms.join", { room: "room-1" });

    bob.send({ message: { target: "room-1", content: "hello" } });
    const hello = (client: typeof bob) => client.all("message").filter(({ content }) => content === "hello");
    await vi.waitFor(() => {
      expect([hello(bob).length, hello(cleo).length, heard.length]).toEqual([1, 1, 1]);
    }, within);
    expect(hello(bob)[0]).toEqual({
      ...{ target: "room-1", content: "hello", sender: "bob" },
      ...{ message_id: expect.any(String), sent_at: expect.stringMatching(/^\d{4}-.*Z$/) },
    });
    expect(hello(cleo)).toEqual(hello(bob));
    expect(heard[0]).toMatchObject({ id: hello(bob)[0]?.["message_id"], from: "bob", data: "hello" });
    expect(new Date(heard[0]?.time ?? 0).toISOString()).toBe(hello(bob)[0]?.["sent_at"]);
  });

  it("get what clients of Volley send, once for each id", async () => {
    const url = await startServer();
    const bob = await inRoom(url, "room-1");
    const ann = await volleyClient(url);
    await ann.request("rooms.join", { room: "room-1" });
    const first = await ann.request("rooms.message", { room: "room-1", id: "m1", time: 1_000, data: { x: 1 } });
    const again = await ann.request("rooms.message", { room: "room-1", id: "m1", data: { x: 2 } });
    await ann.request("rooms.message", { room: "room-1", id: "m2", data: "end" });
    expect([first.duplicate, again.duplicate, again.offset]).toEqual([false, true, first.offset]);
    await vi.waitFor(() => expect(bob.all("message").at(-1)).toMatchObject({ content: "end" }), within);
    const fromAnn = bob.all("message").filter(({ sender }) => sender === "ann");
    expect(fromAnn.map((it) => it["message_id"])).toEqual(["m1", "m2"]);
    expect(fromAnn[0]).toMatchObject({ content: { x: 1 }, sent_at: "1970-01-01T00:00:01.000Z" });
  });

  it("keep a trace: the same trace id and state, a new span id; one that isn't valid is ignored", async () => {
    const bob = await inRoom(await startServer(), "room-1");
    const [trace, span] = ["4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"];
    const send = (content: string, traceparent: string) =>
      bob.send({ message: { target: "room-1", content, traceparent, tracestate: "vendor=1" } });
    send("traced", `00-${trace}-${span}-01`);
    send("untraced", "nonsense");
    await vi.waitFor(() => expect(bob.all("message")).toHaveLength(3), within);
    const [, traced, untraced] = bob.all("message");
    expect(traced?.["traceparent"]).toMatch(new RegExp(`^00-${trace}-[0-9a-f]{16}-01$`));
    expect(traced?.["traceparent"]).not.toContain(span);
    expect(traced?.["tracestate"]).toBe("vendor=1");
    expect(untraced).not.toHaveProperty("traceparent");
  });

  it("go on with their session: the last ones they missed, in order, behind a mark for the others", async () => {
    const url = await startServer({ VOLLEY_MAX_REPLAY: "20" });
    const bob = await inRoom(url, "room-1");
    const [{ token } = { token: "" }] = bob.all("session");
    const ann = await volleyClient(url);
    await ann.request("rooms.join", { room: "room-1" });
    bob.socket.close();
    await once(bob.socket, "close");
    for (let n = 1; n <= 50; n++) await ann.request("rooms.message", { room: "room-1", id: `m${n}`, data: n });

    const back = await envelopeClient(url, { session: String(token) });
    await ann.request("rooms.message", { room: "room-1", id: "live", data: "live" });
    await vi.waitFor(() => expect(back.all("message").at(-1)).toMatchObject({ content: "live" }), within);
    expect(back.received[0]).toMatchObject({ session: { member_id: "bob", rooms: ["room-1"] } });
    expect(back.all("session")[0]?.["token"]).not.toBe(token);
    const expected = Array.from({ length: 20 }, (_, index) => 31 + index);
    expect(back.received[1]).toEqual({ gap: { room_id: "room-1", missed: 30 } });
    expect(back.all("message").map(({ content }) => content)).toEqual([...expected, "live"]);
    // A token is good for once, and for its own member.
    const thief = await envelopeClient(url, { session: String(token) });
    await vi.waitFor(() => expect(thief.all("session")).toMatchObject([{ rooms: [] }]), within);
    const other = await envelopeClient(url, { uid: "mallory", session: String(back.all("session")[0]?.["token"]) });
    await vi.waitFor(() => expect(other.all("session")).toMatchObject([{ member_id: "mallory", rooms: [] }]), within);
  });

  it("leave rooms, and are told what they may not do, and what they wrote wrong", async () => {
    const url = await startServer();
    const bob = await inRoom(url, "room-1");
    bob.send({ leave_room: { room_id: "room-1" } });
    bob.send({ message: { target: "room-1", content: "gone" } });
    bob.send({ join_room: {} });
    bob.send({ of_a_later_version: {} });
    bob.socket.send("{");
    await vi.waitFor(() => expect(bob.all("error")).toHaveLength(3), within);
    const codes = bob.all("error").map(({ code }) => code);
    expect(codes.toSorted()).toEqual(["BAD_REQUEST", "BAD_REQUEST", "FORBIDDEN"]);
    expect(bob.socket.readyState).toBe(WebSocket.OPEN);

    const guest = await envelopeClient(url, { uid: "cleo", claims: { rooms: ["table-*"] } });
    guest.send({ join_room: { room_id: "room-1" } });
    await vi.waitFor(
      () => expect(guest.all("error")).toMatchObject([{ code: "FORBIDDEN", room_id: "room-1" }]),
      within,
    );
  });

  it("stay outside without a token, from another page, and on other paths", async () => {
    const url = await startServer();
    expect((await refusalOf(url)).status).toBe(401);
    expect((await refusalOf(url, { headers: { origin: "https://evil.example" } })).status).toBe(403);
    expect((await refusalOf(url, { path: "/elsewhere" })).status).toBe(404);
  });

  it("are counted by address together with clients of Volley, by what a trusted proxy says, and let in again", async () => {
    const env = { VOLLEY_TRUST_PROXY: "1", VOLLEY_MAX_CONNECTIONS_PER_ADDRESS: "2" };
    const url = (await startServer(env)).replace("http", "ws");
    // The left one is what a client made up.
    const from = (address: string) => ({ headers: { "x-forwarded-for": `203.0.113.9, ${address}` } });
    const open = async (path: string, address: string): Promise<WebSocket> => {
      const authorization = `Bearer ${await tokenOf("bob")}`;
      const socket = new WebSocket(`${url}${path}`, { headers: { ...from(address).headers, authorization } });
      onTestFinished(() => socket.terminate());
      await once(socket, "open");
      return socket;
    };
    const first = await open("/ws", "192.0.2.7");
    await open("/volley/?EIO=4&transport=websocket", "192.0.2.7");
    expect(await refusalOf(url, from("192.0.2.7"))).toEqual({ status: 429, retryAfter: "1" });
    await open("/ws", "192.0.2.8");
    first.terminate();
    await vi.waitFor(async () => expect((await refusalOf(url, from("192.0.2.7"))).status).toBe(401), within);
  });

  it("that connect too often from one address are told to come back later", async () => {
    const url = await startServer({ VOLLEY_TRUST_PROXY: "1", VOLLEY_CONNECTS_PER_ADDRESS: "1" });
    const from = { headers: { "x-forwarded-for": "192.0.2.7" } };
    for (let n = 0; n < 5; n++) expect((await refusalOf(url, from)).status).toBe(401);
    expect((await refusalOf(url, from)).status).toBe(429);
  });
});

/** How an upgrade is refused that brings no token. */
async function refusalOf(url: string, { path = "/ws", headers = {} }: { path?: string; headers?: object } = {}) {
  const socket = new WebSocket(`${url.replace("http", "ws")}${path}`, { headers: { ...headers } });
  socket.on("error", () => {});
  const [, response] = (await once(socket, "unexpected-response")) as [unknown, IncomingMessage];
  socket.terminate();
  return { status: response.statusCode, retryAfter: response.headers["retry-after"] };
}

import { defineContract, push, request } from "@volley/protocol";
import { type ContractParts, createRouteTable, dictionaryOf } from "@volley/protocol/internal";
import { describe, expect, it, vi } from "vitest";
import { readyClient, startClient } from "./client.fixture.js";

describe("request", () => {
  it("sends the input and resolves with the reply", async () => {
    const { client, server, connection } = await readyClient();
    const reply = client.request("lobby.join", { room: "a" });
    await server.settle();
    expect(connection.lines).toEqual(['request #1 lobby.join {"room":"a"}']);
    connection.reply(1, { seat: 3 });
    expect(await reply).toEqual({ seat: 3 });
  });

  it("connects by itself, and waits for the welcome", async () => {
    const { client, server } = startClient();
    const reply = client.request("lobby.leave");
    const connection = await server.welcome();
    expect(connection.lines).toEqual(["request #1 lobby.leave"]);
    connection.reply(1);
    expect(await reply).toBeUndefined();
  });

  it("sends what the input was when it was asked", async () => {
    const { client, server } = startClient();
    const input = { room: "a" };
    void client.request("lobby.join", input).result();
    input.room = "b";
    const connection = await server.welcome();
    expect(connection.lines).toEqual(['request #1 lobby.join {"room":"a"}']);
  });

  it("brings answers to their own requests, in whatever order they come", async () => {
    const { client, server, connection } = await readyClient();
    const replies = Promise.all([
      client.request("lobby.join", { room: "a" }),
      client.request("lobby.join", { room: "b" }),
    ]);
    await server.settle();
    connection.reply(2, { seat: 2 });
    connection.reply(1, { seat: 1 });
    expect(await replies).toEqual([{ seat: 1 }, { seat: 2 }]);
  });

  it("sends everything of one tick as one message", async () => {
    const { client, server, connection } = await readyClient();
    for (let x = 0; x < 20; x++) client.notify("lobby.point", { x });
    void client.request("lobby.leave").result();
    await server.settle();
    expect(connection.messages).toHaveLength(1);
    expect(connection.lines).toHaveLength(21);
  });

  it("keeps the order of requests and notifies", async () => {
    const { client, server, connection } = await readyClient();
    client.notify("lobby.wave");
    void client.request("lobby.leave").result();
    client.notify("lobby.point", { x: 1 });
    await server.settle();
    expect(connection.lines).toEqual(["notify lobby.wave", "request #1 lobby.leave", 'notify lobby.point {"x":1}']);
  });

  it("splits what is more than the server takes in one message", async () => {
    const { client, server } = startClient();
    for (let count = 0; count < 5; count++) client.notify("lobby.wave");
    const connection = await server.welcome({ limits: { frames: 2 } });
    expect(connection.messages.map((frames) => frames.length)).toEqual([2, 2, 1]);
  });
});

describe("a request that can't be made", () => {
  it("rejects at once if its input can't be encoded", async () => {
    const { client } = await readyClient();
    const circular: Record<string, unknown> = { room: "a" };
    circular["self"] = circular;
    await expect(client.request("lobby.join", circular as never)).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });

  it("rejects if the contract has no such request", async () => {
    const { client } = await readyClient();
    await expect(client.request("lobby.jion" as never)).rejects.toThrow('the contract has no request "lobby.jion"');
    await expect(client.request("lobby.wave" as never)).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });

  it("rejects if it is larger than the server takes", async () => {
    const { client, server } = startClient();
    const large = client.request("lobby.join", { room: "x".repeat(100) });
    const small = client.request("lobby.join", { room: "x" });
    const connection = await server.welcome({ limits: { messageBytes: 100 } });
    await expect(large).rejects.toMatchObject({ code: "PAYLOAD_TOO_LARGE", data: { limitBytes: 100 } });
    expect(connection.lines).toEqual(['request #1 lobby.join {"room":"x"}']);
    connection.reply(1, { seat: 1 });
    await small;
  });

  it("rejects by itself if the server knows the route differently; the others work", async () => {
    const theirs = defineContract({
      routes: { "lobby.leave": request(), "lobby.when": request({ rev: 2 }) },
      pushes: { "a.b": push() },
    });
    const dictionary = dictionaryOf(createRouteTable(theirs as unknown as ContractParts));
    const { client, server } = startClient();
    const when = client.request("lobby.when");
    const leave = client.request("lobby.leave");
    await server.settle();
    const connection = await server.welcome({ dictionary });
    await expect(when).rejects.toMatchObject({ code: "CONTRACT_MISMATCH" });
    expect(connection.messages.flat()).toMatchObject([{ kind: "request", id: 1, route: 0 }]);
    connection.reply(1);
    await leave;
  });

  it("rejects as BUSY if too much waits for a connection", async () => {
    const { client, server } = startClient({ outbox: { maxEntries: 2 } });
    const first = client.request("lobby.leave");
    const second = client.request("lobby.leave");
    await expect(client.request("lobby.leave")).rejects.toMatchObject({ code: "BUSY", retryable: true });
    const connection = await server.welcome();
    connection.reply(1);
    connection.reply(2);
    await Promise.all([first, second]);
  });

  it("isn't refused for want of room while there is a connection", async () => {
    const { client, server, connection } = await readyClient({ outbox: { maxEntries: 2 } });
    for (let count = 0; count < 7; count++) void client.request("lobby.leave").result();
    await server.settle();
    expect(connection.lines).toHaveLength(7);
  });
});

describe("the time of a request", () => {
  const settled = (promise: Promise<unknown>) => {
    const done = vi.fn();
    promise.then(done, done);
    return done;
  };

  it("is the call's, else the route's, else the client's", async () => {
    const { client, server } = await readyClient({ timeoutMs: 4_000 });
    const byCall = settled(client.request("lobby.leave", undefined, { timeoutMs: 2_000 }));
    const byRoute = settled(client.request("lobby.leave"));
    const byClient = settled(client.request("lobby.when"));
    const counts = async (ms: number): Promise<number[]> => {
      await server.clock.advance(ms);
      return [byCall, byRoute, byClient].map(({ mock }) => mock.calls.length);
    };
    expect(await counts(1_999)).toEqual([0, 0, 0]);
    expect(await counts(1)).toEqual([1, 0, 0]);
    expect(await counts(1_000)).toEqual([1, 1, 0]);
    expect(await counts(1_000)).toEqual([1, 1, 1]);
    expect(byCall.mock.lastCall?.[0]).toMatchObject({ code: "TIMEOUT" });
    expect(byCall.mock.lastCall?.[0].message).toContain("was not answered, within 2000 ms");
  });

  it("runs from the call on, also without a connection", async () => {
    const { client, server } = startClient();
    const reply = settled(client.request("lobby.leave"));
    await server.clock.advance(3_000);
    expect(reply.mock.lastCall?.[0]).toMatchObject({ code: "TIMEOUT" });
    expect(reply.mock.lastCall?.[0].message).toContain("was not sent");
    const connection = await server.welcome();
    expect(connection.lines).toEqual([]);
  });

  it("being over tells the server to stop, and makes the answer late", async () => {
    const { client, server, connection } = await readyClient();
    const reply = client.request("lobby.leave").result();
    await server.clock.advance(3_000);
    expect(connection.lines).toEqual(["request #1 lobby.leave", "cancel #1"]);
    connection.reply(1);
    expect(await reply).toMatchObject({ error: { code: "TIMEOUT" } });
  });
});

describe("a request with a signal", () => {
  it("rejects with CANCELLED and tells the server", async () => {
    const { client, server, connection } = await readyClient();
    const controller = new AbortController();
    const reply = client.request("lobby.leave", undefined, { signal: controller.signal });
    await server.settle();
    controller.abort("enough");
    await expect(reply).rejects.toMatchObject({ code: "CANCELLED", cause: "enough" });
    await server.settle();
    expect(connection.lines).toEqual(["request #1 lobby.leave", "cancel #1"]);
  });

  it("is never sent if it is aborted before it left", async () => {
    const { client, server, connection } = await readyClient();
    const controller = new AbortController();
    const queued = client.request("lobby.leave", undefined, { signal: controller.signal }).result();
    controller.abort();
    const late = client.request("lobby.leave", undefined, { signal: controller.signal }).result();
    await server.settle();
    expect([await queued, await late]).toMatchObject([
      { error: { code: "CANCELLED" } },
      { error: { code: "CANCELLED" } },
    ]);
    expect(connection.lines).toEqual([]);
  });

  it("lets go of the signal when it is settled", async () => {
    const { client, server, connection } = await readyClient();
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, "addEventListener");
    const removed = vi.spyOn(signal, "removeEventListener");
    const reply = client.request("lobby.leave", undefined, { signal });
    await server.settle();
    connection.reply(1);
    await reply;
    expect(removed.mock.calls).toEqual([added.mock.calls[0]?.slice(0, 2)]);
  });
});

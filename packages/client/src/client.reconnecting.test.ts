import type { EndingReason } from "@volley/protocol";
import { ENDINGS, encodeGoodbye, encodeJson, encodeReply, systemError } from "@volley/protocol/internal";
import { afterEach, describe, expect, it, vi } from "vitest";
import { readyClient, startClient } from "./client.fixture.js";

afterEach(() => vi.unstubAllGlobals());

describe("a lost connection", () => {
  it("settles the requests that were sent, also those that the server surely read", async () => {
    const { client, server, connection } = await readyClient();
    const first = client.request("lobby.leave");
    const second = client.request("lobby.when");
    await server.settle();
    connection.reply(2, "2026-01-01");
    await second;
    connection.drop();
    await expect(first).rejects.toMatchObject({ code: "DISCONNECTED", data: { sent: true }, retryable: true });
  });

  it("keeps the requests that were not sent, which leave with the next one under new ids", async () => {
    const { client, server, connection } = await readyClient();
    void client.request("lobby.leave").result();
    await server.settle();
    connection.drop();
    const waiting = client.request("lobby.join", { room: "a" });
    await server.clock.advance(500);
    const next = await server.welcome();
    expect(next.lines).toEqual(['request #1 lobby.join {"room":"a"}']);
    next.reply(1, { seat: 1 });
    expect(await waiting).toEqual({ seat: 1 });
  });

  it("doesn't send twice what it sent, nor cancel what is gone", async () => {
    const { client, server, connection } = await readyClient();
    const controller = new AbortController();
    client.notify("lobby.wave");
    void client.request("lobby.leave", undefined, { signal: controller.signal }).result();
    await server.settle();
    controller.abort();
    connection.drop();
    await server.clock.advance(500);
    expect((await server.welcome()).lines).toEqual([]);
  });

  it("goes on counting ids when the session goes on", async () => {
    const { client, server } = startClient();
    void client.request("lobby.leave").result();
    const first = await server.welcome({ session: "same" });
    first.drop();
    void client.request("lobby.leave").result();
    await server.clock.advance(500);
    const second = await server.welcome({ session: "same" });
    expect([...first.lines, ...second.lines]).toEqual(["request #1 lobby.leave", "request #2 lobby.leave"]);
  });

  it("is noticed within 15 s when it is silent", async () => {
    const { client, server, connection } = await readyClient();
    await server.clock.advance(100);
    server.answersPings = false;
    await server.clock.advance(15_000);
    expect(connection.isClosed).toBe(true);
    expect(client.status).toMatchObject({ state: "waiting", cause: { message: expect.stringContaining("silent") } });
  });

  it("says nothing more: what comes from it is ignored", async () => {
    const { client, server, connection } = await readyClient();
    connection.drop();
    connection.welcome();
    connection.drop();
    connection.goodbye({ reason: "kicked" });
    await server.settle();
    expect(client.status.state).toBe("waiting");
  });

  it("doesn't touch its successor when it ends once more", async () => {
    const { client, server, connection } = await readyClient();
    connection.drop();
    await server.clock.advance(500);
    const successor = await server.welcome();
    connection.drop();
    const reply = client.request("lobby.leave");
    await server.settle();
    successor.reply(1);
    await reply;
  });
});

describe("attempts to reconnect", () => {
  it("are further and further apart, and never stop", async () => {
    const { client, server } = startClient({ reconnect: { minMs: 100, maxMs: 100 } });
    void client.connect().catch(() => {});
    await server.settle();
    for (let count = 1; count <= 50; count++) {
      expect(server.connections).toHaveLength(count);
      server.connection.drop();
      expect(client.status).toMatchObject({ state: "waiting", attempt: count });
      await server.clock.advance(100);
    }
  });

  it("count on when the connection didn't last, and start over when it did", async () => {
    const { client, server } = await readyClient();
    const dropAfter = async (ms: number): Promise<void> => {
      await server.clock.advance(ms);
      server.connection.drop();
    };
    await dropAfter(4_999);
    expect(client.status).toMatchObject({ attempt: 1 });
    await server.clock.advance(500);
    await server.welcome();
    await dropAfter(4_999);
    expect(client.status).toMatchObject({ attempt: 2 });
    await server.clock.advance(500);
    await server.welcome();
    await dropAfter(5_000);
    expect(client.status).toMatchObject({ attempt: 1 });
  });

  it("come when the server says", async () => {
    const { client, server, connection } = await readyClient();
    connection.goodbye({ reason: "going-away", retryAfterMs: 3_000 });
    expect(client.status).toMatchObject({ state: "waiting", retryInMs: 3_000, cause: { code: "DRAINING" } });
    await server.clock.advance(2_999);
    expect(server.connections).toHaveLength(1);
    await server.clock.advance(1);
    expect(server.connections).toHaveLength(2);
  });

  it("come at once when the browser is online again", async () => {
    const target = new EventTarget();
    const removed = vi.spyOn(target, "removeEventListener");
    vi.stubGlobal("addEventListener", target.addEventListener.bind(target));
    vi.stubGlobal("removeEventListener", target.removeEventListener.bind(target));
    const { client, server, connection } = await readyClient();
    target.dispatchEvent(new Event("online"));
    expect(server.connections).toHaveLength(1);
    connection.drop();
    target.dispatchEvent(new Event("online"));
    await server.welcome();
    expect(client.status.state).toBe("ready");
    await client.close();
    expect(removed).toHaveBeenCalledWith("online", expect.any(Function));
  });
});

describe("a goodbye", () => {
  it.each(Object.entries(ENDINGS))("with %s means %s", async (reason, action) => {
    const { client, server, connection } = await readyClient();
    const sent = client.request("lobby.leave").result();
    await server.settle();
    connection.goodbye({ reason: reason as EndingReason, text: "because" });
    const waits = client.request("lobby.leave").result();
    expect(await sent).toMatchObject({ error: { code: "DISCONNECTED" } });
    expect(connection.isClosed).toBe(true);
    if (action === "reconnect") {
      await server.clock.advance(500);
      (await server.welcome()).reply(1);
      expect(await waits).toEqual({ ok: true });
    } else {
      expect(client.status).toMatchObject({ state: "closed", cause: { reason, text: "because" } });
      expect((await waits).error).toBe((client.status as { cause: { error: unknown } }).cause.error);
      await server.clock.advance(60_000);
      expect(server.connections).toHaveLength(1);
    }
  });
});

describe("what comes behind a goodbye", () => {
  it("is ignored, also in the same message", async () => {
    const { client, connection } = await readyClient();
    const handler = vi.fn();
    client.onPush("lobby.chat", handler);
    const goodbye = encodeGoodbye(encodeJson({ reason: "going-away" }));
    connection.send(connection.pushFrame("lobby.chat", "1"), goodbye, connection.pushFrame("lobby.chat", "2"));
    expect(handler.mock.calls.map(([said]) => said)).toEqual(["1"]);
  });

  it("doesn't change it, even if what came before takes its time", async () => {
    const { client, server, connection } = await readyClient();
    const handler = vi.fn();
    client.onPush("lobby.late", handler);
    const goodbye = encodeGoodbye(encodeJson({ reason: "going-away" }));
    connection.send(connection.pushFrame("lobby.late", { text: "last", turns: 9 }), goodbye);
    connection.push("lobby.late", { text: "too late", turns: 0 });
    expect(client.status.state).toBe("ready");
    await server.settle();
    expect(handler.mock.calls.map(([said]) => said)).toEqual(["last"]);
    expect(client.status).toMatchObject({ state: "waiting", cause: { code: "DRAINING" } });
  });

  it("is what counts when the connection breaks before its turn", async () => {
    const { client, connection } = await readyClient();
    client.onPush("lobby.late", () => {});
    connection.push("lobby.late", { text: "last", turns: 9 });
    connection.goodbye({ reason: "kicked" });
    connection.drop();
    expect(client.status).toMatchObject({ state: "closed", cause: { reason: "kicked" } });
  });

  it("doesn't hold back the replies that came before", async () => {
    const { client, server, connection } = await readyClient();
    const replies = Promise.all([client.request("lobby.leave"), client.request("lobby.leave").result()]);
    await server.settle();
    const goodbye = encodeGoodbye(encodeJson({ reason: "kicked" }));
    connection.send(connection.replyFrame(1), connection.replyFrame(2), goodbye);
    expect(await replies).toEqual([undefined, { ok: true }]);
  });
});

describe("a refusal", () => {
  it("before the session makes the client come back later, or never", async () => {
    const { client, server } = startClient();
    client.connect().catch(() => {});
    await server.settle();
    const busy = systemError("BUSY", "full house");
    server.connection.refuse({ ending: { reason: "busy", retryAfterMs: 9_000 }, error: busy });
    expect(client.status).toMatchObject({ state: "waiting", retryInMs: 9_000, cause: busy });
    await server.clock.advance(9_000);
    const error = systemError("UNSUPPORTED", "too old");
    server.connection.refuse({ ending: { reason: "version" }, error });
    expect(client.status).toMatchObject({ state: "closed", cause: { reason: "version", error } });
  });
});

describe("a server that breaks the protocol is left for good:", () => {
  it.each([
    ["bytes that are no frames", (connection: Connection) => connection.send(Uint8Array.of(1, 2, 3))],
    ["a second welcome", (connection: Connection) => connection.welcome()],
    ["a welcome that is none", (connection: Connection) => connection.send(Uint8Array.of(0x10, 1, 0x7b))],
  ])("%s", async (_, misbehave) => {
    const { client, connection } = await readyClient();
    misbehave(connection);
    expect(connection.isClosed).toBe(true);
    expect(client.status).toMatchObject({
      state: "closed",
      cause: { reason: "protocol", error: { code: "BAD_REQUEST" } },
    });
  });

  it("anything before the welcome", async () => {
    const { client, server } = startClient();
    client.connect().catch(() => {});
    await server.settle();
    server.connection.send(encodeReply(1, new Uint8Array()));
    expect(client.status).toMatchObject({ state: "closed", cause: { reason: "protocol" } });
  });

  it("a version that nobody agreed on", async () => {
    const { client, server } = startClient();
    client.connect().catch(() => {});
    await server.welcome({ protocol: 9 });
    expect(client.status).toMatchObject({ state: "closed", cause: { reason: "version" } });
  });
});

type Connection = Awaited<ReturnType<typeof readyClient>>["connection"];

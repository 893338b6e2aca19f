import { defineContract, push, request } from "@volley/protocol";
import {
  type ContractParts,
  createRouteTable,
  dictionaryOf,
  encodePush,
  encodeUnknown,
  systemError,
} from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";
import { readyClient, type SpyLogger, startClient } from "./client.fixture.js";

const lines = (logger: SpyLogger): string[] => logger.debug.mock.calls.map(([line]) => line);

describe("debug", () => {
  it("logs every frame readably, in its order", async () => {
    const { client, server, connection, logger } = await readyClient({ debug: true });
    await server.clock.advance(0);
    logger.debug.mockClear();
    void client.request("lobby.join", { room: "a" }).result();
    const controller = new AbortController();
    void client.request("lobby.leave", undefined, { signal: controller.signal }).result();
    client.notify("lobby.point", { x: 1 });
    await server.settle();
    connection.push("lobby.chat", "hi");
    connection.reply(1, { seat: 3 });
    controller.abort();
    await server.settle();
    void client.request("lobby.leave").result();
    await server.settle();
    connection.error(3, systemError("CONFLICT", "not now"));
    connection.send(encodeUnknown(0x1f, undefined));
    connection.goodbye({ reason: "going-away" });
    expect(lines(logger)).toEqual([
      '→ request #1 lobby.join {"room":"a"}',
      "→ request #2 lobby.leave",
      '→ notify lobby.point {"x":1}',
      '← push lobby.chat "hi"',
      '← reply #1 lobby.join {"seat":3}',
      "→ cancel #2",
      "→ request #3 lobby.leave",
      '← error #3 {"code":"CONFLICT","message":"not now"}',
      "← frame of the unknown kind 31",
      '← goodbye {"reason":"going-away"}',
    ]);
  });

  it("logs the handshake without any token", async () => {
    const { client, server, logger } = startClient({ debug: true, token: () => "top-secret" });
    void client.connect();
    await server.welcome({ token: "new-secret" });
    const [hello, welcome, ping, pong] = lines(logger);
    expect(hello).toMatch(/^→ hello .*"token":"\(left out\)"/);
    expect(welcome).toMatch(/^← welcome .*"session":"session-1".* and tokens$/);
    expect([ping, pong]).toEqual(["→ ping #1", "← pong #1"]);
    expect(lines(logger).join()).not.toContain("secret");
  });

  it("knows the names behind the numbers of another contract", async () => {
    const theirs = defineContract({
      routes: { "a.a": request(), "a.b": request(), "lobby.leave": request() },
      pushes: { "a.new": push() },
    });
    const dictionary = dictionaryOf(createRouteTable(theirs as unknown as ContractParts));
    const { client, server, logger } = startClient({ debug: true });
    void client.request("lobby.leave").result();
    await server.settle();
    const connection = await server.welcome({ dictionary });
    connection.send(encodePush(0));
    expect(lines(logger)).toContain("→ request #1 lobby.leave");
    expect(lines(logger).at(-1)).toBe("← push a.new");
  });

  it("cuts long payloads, and says so of what can't be read", async () => {
    const { client, server, connection, logger } = await readyClient({ debug: true });
    await server.clock.advance(0);
    void client.request("lobby.join", { room: "x".repeat(1_000) }).result();
    await server.settle();
    expect(lines(logger).at(-1)).toHaveLength("→ request #1 lobby.join ".length + 201);
    connection.send(Uint8Array.of(1, 2, 3));
    expect(lines(logger).at(-1)).toMatch(/^← 3 unreadable bytes/);
  });

  it("logs why a connection didn't come about", async () => {
    const { client, server, logger } = startClient({ debug: true });
    void client.connect().catch(() => {});
    await server.settle();
    server.connection.refuse({ ending: { reason: "busy" }, error: systemError("BUSY", "full") });
    await server.clock.advance(500);
    server.connection.drop("transport error");
    expect(lines(logger)).toContain('← refused {"reason":"busy"}');
    expect(lines(logger).at(-1)).toBe("← closed: transport error");
  });

  it("is off by default", async () => {
    const { logger } = await readyClient();
    expect(logger.debug).not.toHaveBeenCalled();
  });
});

describe("simulate", () => {
  it("slows the client down, and loses nothing", async () => {
    const { client, server } = startClient({ simulate: { latencyMs: 100, jitterMs: 50, lossRate: 0.1 } });
    const reply = client.request("lobby.join", { room: "a" });
    await server.settle();
    server.connection.welcome();
    await server.settle();
    expect(client.status.state).toBe("connecting");
    await server.clock.advance(300);
    expect(client.status.state).toBe("ready");
    await server.clock.advance(300);
    expect(server.connection.lines).toEqual(['request #1 lobby.join {"room":"a"}']);
    server.connection.reply(1, { seat: 1 });
    await server.clock.advance(300);
    expect(await reply).toEqual({ seat: 1 });
  });
});

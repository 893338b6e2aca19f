import { systemError } from "@volley/protocol/internal";
import { describe, expect, it, vi } from "vitest";
import { readyClient, startClient } from "./client.fixture.js";
import type { Status } from "./connection/status.js";

describe("a new client", () => {
  it("does nothing", async () => {
    const { client, server } = startClient();
    const handler = vi.fn();
    client.onStatus(handler);
    await server.settle();
    expect(client.status).toEqual({ state: "idle" });
    expect(server.connections).toEqual([]);
    expect(server.clock.pending).toBe(0);
    expect(handler).not.toHaveBeenCalled();
  });

  it("tells each change of its status", async () => {
    const { client, server } = startClient();
    const statuses: Status[] = [];
    client.onStatus((status) => statuses.push(status));
    void client.connect();
    const connection = await server.welcome({ session: "s", uid: "ann" });
    connection.drop("transport close");
    await server.clock.advance(500);
    await client.close();
    expect(statuses).toMatchObject([
      { state: "connecting", attempt: 1 },
      { state: "ready", session: "s", uid: "ann", resumed: false },
      { state: "waiting", attempt: 1, retryInMs: 500, cause: { code: "DISCONNECTED", data: { sent: false } } },
      { state: "connecting", attempt: 2 },
      { state: "closed", cause: { reason: "client", error: { code: "CANCELLED" } } },
    ]);
    expect(client.status).toBe(statuses.at(-1));
  });

  it("says who it is and what it speaks", async () => {
    const { client, server } = startClient({ token: () => "secret", handshake: { lang: "en" } });
    void client.connect();
    const { hello } = await server.welcome();
    expect(hello).toMatchObject({ protocol: [1, 1], serializer: "json", token: "secret", handshake: { lang: "en" } });
    expect(hello.contract).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe("connect", () => {
  it("resolves when the client is ready, at once if it is", async () => {
    const { client, server } = startClient();
    const connected = client.connect();
    await server.welcome();
    await connected;
    await client.connect();
  });

  it("stays pending over failed attempts", async () => {
    const { client, server } = startClient();
    const connected = client.connect();
    await server.settle();
    server.connection.drop();
    await server.clock.advance(500);
    await server.welcome();
    await connected;
    expect(server.connections).toHaveLength(2);
  });

  it("rejects with what closed the client", async () => {
    const { client, server } = startClient();
    const connected = client.connect();
    await server.settle();
    const error = systemError("UNAUTHORIZED", "who are you?");
    server.connection.refuse({ ending: { reason: "unauthorized" }, error });
    await expect(connected).rejects.toBe(error);
    await expect(client.connect()).rejects.toBe(error);
  });

  it("lets go of its signal, and of the status, when it is settled", async () => {
    const { client, server } = startClient();
    const { signal } = new AbortController();
    const removed = vi.spyOn(signal, "removeEventListener");
    void client.connect({ signal });
    const connection = await server.welcome();
    expect(removed).toHaveBeenCalledOnce();
    connection.drop();
    await server.clock.advance(500);
    await server.welcome();
    expect(removed).toHaveBeenCalledOnce();
  });

  it("rejects with CANCELLED when its signal aborts; the client goes on connecting", async () => {
    const { client, server } = startClient();
    const controller = new AbortController();
    const connected = client.connect({ signal: controller.signal });
    controller.abort();
    await expect(connected).rejects.toMatchObject({ code: "CANCELLED" });
    await expect(client.connect({ signal: controller.signal })).rejects.toMatchObject({ code: "CANCELLED" });
    await server.welcome();
    expect(client.status.state).toBe("ready");
  });
});

describe("an attempt to connect", () => {
  it("is given up when no welcome comes in time", async () => {
    const { client, server } = startClient({ connectTimeoutMs: 3_000 });
    client.connect().catch(() => {});
    await server.settle();
    await server.clock.advance(3_000);
    expect(server.connection.isClosed).toBe(true);
    expect(client.status).toMatchObject({
      state: "waiting",
      cause: { message: expect.stringContaining("no welcome within 3000 ms") },
    });
  });

  it("is given up when no token comes in time, and aborts the token's signal", async () => {
    let signal: AbortSignal | undefined;
    const token = (attempt: { signal: AbortSignal }) => {
      signal = attempt.signal;
      return new Promise<string>(() => {});
    };
    const { client, server } = startClient({ token });
    client.connect().catch(() => {});
    await server.clock.advance(10_000);
    expect(signal?.aborted).toBe(true);
    expect(client.status.state).toBe("waiting");
    expect(server.connections).toEqual([]);
  });

  it("opens nothing when its token comes too late", async () => {
    const tokens: ((token: string) => void)[] = [];
    const { client, server } = startClient({ token: () => new Promise((resolve) => tokens.push(resolve)) });
    void client.connect().catch(() => {});
    await server.settle();
    await client.close();
    tokens[0]?.("late");
    await server.settle();
    expect(server.connections).toEqual([]);
  });

  it("asks for a fresh token each time", async () => {
    let count = 0;
    const { client, server } = startClient({ token: async () => `token-${++count}` });
    void client.connect();
    (await server.welcome()).goodbye({ reason: "expired" });
    await server.clock.advance(500);
    await server.welcome();
    expect(server.connections.map(({ hello }) => hello.token)).toEqual(["token-1", "token-2"]);
  });

  it("counts a token source that throws as a failure, after which it tries again", async () => {
    let count = 0;
    const token = (): string => {
      if (++count === 1) throw new Error("no network");
      return "token";
    };
    const { client, server } = startClient({ token });
    void client.connect();
    await server.settle();
    expect(client.status).toMatchObject({
      state: "waiting",
      cause: { code: "DISCONNECTED", cause: { message: "no network" } },
    });
    await server.clock.advance(500);
    await server.welcome();
    expect(client.status.state).toBe("ready");
  });

  it("closes the client when the token source says that nobody is logged in", async () => {
    const { client, server } = startClient({
      token: () => {
        throw systemError("UNAUTHORIZED", "log in first");
      },
    });
    const connected = client.connect();
    connected.catch(() => {});
    await server.settle();
    expect(client.status).toMatchObject({ state: "closed", cause: { reason: "unauthorized", text: "log in first" } });
    await expect(connected).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  });

  it("keeps the token that the server hands out, and outlives a source that can't", async () => {
    const keep = vi.fn(async () => {
      throw new Error("full");
    });
    const { client, server, logger } = startClient({ token: { get: () => null, keep } });
    void client.connect();
    await server.welcome({ token: "guest-1" });
    expect(keep).toHaveBeenCalledWith("guest-1");
    expect(client.status.state).toBe("ready");
    expect(logger.error).toHaveBeenCalledOnce();
  });
});

describe("the server's time and the round trip", () => {
  it("come from the welcome and then from pings", async () => {
    const { client, server } = startClient();
    server.answersPings = false;
    void client.connect();
    expect(client.rttMs).toBeUndefined();
    const connection = await server.welcome();
    expect(client.serverNow()).toBe(server.clock.now());
    await server.clock.advance(30);
    connection.pong(1);
    expect(client.rttMs).toBe(30);
    expect(client.serverNow()).toBe(server.clock.now() + 15);
  });

  it("are asked for three times in a row, then at each heartbeat", async () => {
    const { server, connection } = await readyClient({ heartbeat: { everyMs: 7_000 } });
    await server.clock.advance(0);
    expect(connection.pings).toBe(3);
    await server.clock.advance(14_000);
    expect(connection.pings).toBe(5);
  });
});

import { encodeNotify, encodePing, encodeRequest, joinBytes, toUtf8 } from "@volley/protocol/internal";
import { createServer, type Limits } from "@volley/server";
import { describe, expect, it } from "vitest";
import { game, serveGame } from "../support/limited-game.js";
import { RawClient } from "../support/raw-client.js";
import { recordingLogger } from "../support/recording-logger.js";

describe("a client that is refused and goes on all the same", () => {
  /** A server, and a client without manners that sends far more than it may. */
  async function startAbused(limits: Limits) {
    const logger = recordingLogger();
    const server = createServer(game, { anonymous: true, logger, limits });
    serveGame(server, []);
    const { url } = await server.listen(0, { host: "127.0.0.1" });
    return { server, url, [Symbol.asyncDispose]: () => server.close() };
  }
  const flood = (count: number): Uint8Array => {
    const frames = Array.from({ length: count }, (_, n) => encodeRequest(n + 1, 1, { payload: toUtf8("1") }));
    return joinBytes(
      frames,
      frames.reduce((sum, { length }) => sum + length, 0),
    );
  };

  it("is thrown out as `busy` for 30 seconds, and turned away at the door meanwhile", async () => {
    await using abused = await startAbused({
      connection: { messages: { rate: 1, perMs: 60_000, burst: 10 } },
      abuse: { refusals: 20 },
    });
    const client = await new RawClient(abused.url).join();
    client.send(flood(100));
    await client.untilClosed();
    expect(client.json("goodbye")).toMatchObject({ reason: "busy", retryAfterMs: 30_000 });
    // What was behind the last straw wasn't even answered.
    expect(client.frames.filter(({ kind }) => kind === "error")).toHaveLength(20);
    const again = new RawClient(abused.url);
    await expect(again.join()).rejects.toThrow(/RATE_LIMITED/);
    expect(abused.server.limited).toMatchObject({ requests: 20, ended: 1, turnedAway: 1 });
  }, 30_000);

  it("can't keep a connection busy with pings either", async () => {
    await using abused = await startAbused({
      connection: { messages: { rate: 1, perMs: 60_000, burst: 10 } },
      abuse: { refusals: 20 },
    });
    const client = await new RawClient(abused.url).join();
    for (let n = 0; n < 40; n++) client.send(encodePing(n));
    await client.untilClosed();
    expect(client.json("goodbye")).toMatchObject({ reason: "busy" });
  });

  it("is thrown out for 20 messages that make no sense", async () => {
    await using abused = await startAbused({});
    const client = await new RawClient(abused.url).join();
    for (let n = 0; n < 19; n++) client.send(encodeRequest(n + 1, 99));
    await client.until(() => client.frames.filter(({ kind }) => kind === "error").length === 19);
    client.send(encodeNotify(99));
    await client.untilClosed();
    expect(client.json("goodbye")).toMatchObject({ reason: "busy" });
  });

  it("is left in peace if the server wants that", async () => {
    await using abused = await startAbused({
      connection: { messages: { rate: 1, perMs: 60_000, burst: 10 } },
      abuse: false,
    });
    const client = await new RawClient(abused.url).join();
    client.send(flood(100));
    await client.until(() => client.frames.filter(({ kind }) => kind === "error").length === 90);
    expect(client.closed).toBe(false);
    client.terminate();
  });
});

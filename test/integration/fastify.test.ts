import { createClient } from "@volley/client";
import { createServer, type Server } from "@volley/server";
import fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Chat, chat, serveChat } from "../support/chat.js";
import { until } from "../support/until.js";

describe("a server attached to Fastify's", () => {
  let app: FastifyInstance;
  let server: Server<Chat>;
  let url: string;

  beforeEach(async () => {
    app = fastify();
    server = createServer(chat, { anonymous: true }) as unknown as Server<Chat>;
    serveChat(server);
    app.get("/health", () => ({ ok: true }));
    app.post("/tick", async () => {
      await server.everybody().push("room.tick", 7);
      return { ok: true };
    });
    app.addHook("preClose", () => server.close());
    server.attach(app.server);
    url = await app.listen({ port: 0, host: "127.0.0.1" });
  });
  afterEach(() => app.close());

  it("answers clients, and leaves Fastify's routes alone, those under its own path too", async () => {
    await using client = createClient(chat, { url });
    expect(await client.request("tool.echo", "hello")).toBe("hello");
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ ok: true });
    expect((await fetch(`${url}/volley/`)).status).toBe(404);
    expect(await client.request("tool.echo", "again")).toBe("again");
  });

  it("pushes from a route", async () => {
    await using client = createClient(chat, { url });
    const ticks: number[] = [];
    client.onPush("room.tick", (tick) => ticks.push(tick));
    await client.connect();
    expect((await fetch(`${url}/tick`, { method: "POST" })).status).toBe(200);
    await until(() => ticks.length > 0, "the push");
    expect(ticks).toEqual([7]);
  });

  it("closes with it: clients are told, and don't hold it up", async () => {
    await using client = createClient(chat, { url, reconnect: { minMs: 60_000, maxMs: 60_000 } });
    await client.connect();
    await app.close();
    await until(() => client.status.state === "waiting", "the client's notice");
    expect(client.status).toMatchObject({ cause: { message: expect.stringContaining("going-away") } });
    expect(app.server.listening).toBe(false);
  });
});

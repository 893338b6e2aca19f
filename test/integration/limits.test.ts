import { createClient } from "@volley/client";
import { defineContract, notify, request, type VolleyError } from "@volley/protocol";
import { createServer, type Limits } from "@volley/server";
import { testCluster } from "@volley/server/testing";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { game, serveGame } from "../support/limited-game.js";
import { recordingLogger } from "../support/recording-logger.js";

async function start(limits: Limits = {}, nodes = 1) {
  const seen: string[] = [];
  const t = await testCluster(game, (server) => serveGame(server, seen), { nodes, server: { limits } });
  return { t, seen, [Symbol.asyncDispose]: () => t.close() };
}

const once = { retry: false } as const;
const codeOf = (result: { readonly error?: VolleyError | undefined }): string => result.error?.code ?? "ok";

describe("a route's limit", () => {
  it("lets exactly its burst pass, then its rate, and says when and of what", async () => {
    await using started = await start();
    const a = await started.t.client({ uid: "a" });
    const all = await Promise.all([1, 2, 3, 4, 5].map((n) => a.request("play.shout", n, once).result()));
    expect(all.map(codeOf)).toEqual(["ok", "ok", "ok", "RATE_LIMITED", "RATE_LIMITED"]);
    expect(all[3]?.error).toMatchObject({ retryable: true, data: { scope: "session", retryAfterMs: 500 } });
    await started.t.clock.advance(500);
    expect(codeOf(await a.request("play.shout", 6, once).result())).toBe("ok");
    expect(codeOf(await a.request("play.shout", 7, once).result())).toBe("RATE_LIMITED");
    expect(started.seen).toEqual(["shout 1", "shout 2", "shout 3", "shout 6"]);
    expect(started.t.servers[0]?.limited).toMatchObject({ requests: 3, notifies: 0, degraded: 0 });
  });

  it("counts each session for itself, unless it says otherwise", async () => {
    await using started = await start();
    const clients = await Promise.all([started.t.client({ uid: "a" }), started.t.client({ uid: "a" })]);
    const shouts = clients.flatMap((client) => [1, 2, 3, 4].map((n) => client.request("play.shout", n, once).result()));
    expect((await Promise.all(shouts)).filter(({ ok }) => ok)).toHaveLength(6);
    const votes = clients.flatMap((client) => [1, 2].map((n) => client.request("shop.vote", n, once).result()));
    const settled = await Promise.all(votes);
    expect(settled.filter(({ ok }) => ok)).toHaveLength(2);
    expect(settled.find(({ ok }) => !ok)?.error).toMatchObject({ data: { scope: "uid" } });
  });

  it("by uid counts one without a user by its session", async () => {
    await using started = await start();
    const clients = await Promise.all([started.t.client(), started.t.client()]);
    const votes = clients.flatMap((client) => [1, 2, 3].map((n) => client.request("shop.vote", n, once).result()));
    expect((await Promise.all(votes)).filter(({ ok }) => ok)).toHaveLength(4);
  });

  it("is kept before a message goes to another node, which sees nothing of what is refused", async () => {
    const seen: string[] = [];
    const t = await testCluster(
      game,
      (server, { role }) => {
        if (role === "backend") serveGame(server, seen);
      },
      { nodes: ["frontend", "frontend", "backend"] },
    );
    const [a, b] = [await t.client({ uid: "a", node: 0 }), await t.client({ uid: "a", node: 1 })];
    const votes = [a, b].flatMap((client) => [1, 2, 3].map((n) => client.request("shop.vote", n, once).result()));
    expect((await Promise.all(votes)).filter(({ ok }) => ok)).toHaveLength(2);
    expect(seen).toHaveLength(2);
    expect(t.servers.map(({ limited }) => limited.requests)).toEqual([expect.any(Number), expect.any(Number), 0]);
    await t.close();
  });

  it("keeps the order of a service while Redis would be asked", async () => {
    await using started = await start();
    const a = await started.t.client({ uid: "a" });
    const asked = [
      a.request("shop.vote", 1),
      a.request("shop.look", 2),
      a.request("shop.vote", 3),
      a.request("shop.look", 4),
      a.request("shop.vote", 5, once).result(),
      a.request("shop.look", 6),
    ];
    await Promise.all(asked);
    expect(started.seen).toEqual(["vote 1", "look 2", "vote 3", "look 4", "look 6"]);
  });

  it("limits messages without an order, too", async () => {
    await using started = await start();
    const a = await started.t.client({ uid: "a" });
    const peeks = await Promise.all([1, 2, 3, 4].map((n) => a.request("shop.peek", n, once).result()));
    expect(peeks.map(codeOf)).toEqual(["ok", "ok", "ok", "RATE_LIMITED"]);
    expect(peeks[3]?.error).toMatchObject({ data: { scope: "ip" } });
  });

  it("that can't be kept stops the server before it starts", () => {
    const wrong = defineContract({ routes: { "a.b": notify({ limit: { rate: 0.5, perMs: 1_000 } }) } });
    expect(() => createServer(wrong)).toThrow(/the limit of a\.b: "rate" is 0\.5/);
  });
});

describe("a refused notify", () => {
  it("is counted, and told if the server says so, once a second", async () => {
    await using started = await start({ connection: false, tellNotifies: true });
    const a = await started.t.client({ uid: "a" });
    const told: unknown[] = [];
    a.onLimited((limited) => told.push(limited));
    for (let n = 0; n < 20; n++) a.notify("play.point", n);
    await started.t.settle();
    expect(started.seen).toHaveLength(5);
    expect(started.t.servers[0]?.limited).toMatchObject({ requests: 0, notifies: 15 });
    expect(told).toEqual([{ route: "play.point", scope: "session", retryAfterMs: 200 }]);
    await started.t.clock.advance(1_000);
    for (let n = 0; n < 7; n++) a.notify("play.point", n);
    await started.t.settle();
    expect(told).toHaveLength(2);
  });

  it("isn't told unless the server says so", async () => {
    await using started = await start();
    const a = await started.t.client({ uid: "a" });
    const told: unknown[] = [];
    a.onLimited((limited) => told.push(limited));
    for (let n = 0; n < 9; n++) a.notify("play.point", n);
    await started.t.settle();
    expect([started.seen.length, told.length]).toEqual([5, 0]);
  });
});

describe("a client that is refused", () => {
  it("asks again when the server says, within its time", async () => {
    await using started = await start();
    const a = await started.t.client({ uid: "a" });
    const all = Promise.all([1, 2, 3, 4].map((n) => a.request("play.shout", n)));
    await started.t.settle();
    expect(started.seen).toHaveLength(3);
    await started.t.clock.advance(700);
    await all;
    expect(started.seen).toEqual(["shout 1", "shout 2", "shout 3", "shout 4"]);
  });

  it("has one effect of a `once` request, and no refusal as its outcome", async () => {
    await using started = await start();
    const a = await started.t.client({ uid: "a" });
    const bought = Promise.all([a.request("play.buy", "hat"), a.request("play.buy", "coat")]);
    await started.t.settle();
    await started.t.clock.advance(1_300);
    await bought;
    expect(started.seen).toEqual(["buy hat", "buy coat"]);
  });
});

describe("a user's limit", () => {
  it("holds for all connections of a user, on all nodes", async () => {
    await using started = await start({ user: { rate: 10, perMs: 60_000, burst: 7 } }, 2);
    const clients = await Promise.all([0, 1].map((node) => started.t.client({ uid: "a", node })));
    const moves = clients.flatMap((client) =>
      [1, 2, 3, 4, 5, 6].map((n) => client.request("play.move", n, once).result()),
    );
    const settled = await Promise.all(moves);
    expect(settled.filter(({ ok }) => ok)).toHaveLength(7);
    expect(settled.find(({ ok }) => !ok)?.error).toMatchObject({ code: "RATE_LIMITED", data: { scope: "user" } });
    const b = await started.t.client({ uid: "b" });
    expect(await b.request("play.move", 1)).toBe(1);
  });
});

describe("a connection's limit", () => {
  it("counts every message, exactly", async () => {
    await using started = await start({ connection: { messages: { rate: 10, perMs: 1_000, burst: 20 } } });
    const a = await started.t.client({ uid: "a" });
    const ask = (): Promise<string[]> =>
      Promise.all(Array.from({ length: 30 }, (_, n) => a.request("play.move", n, once).result().then(codeOf)));
    const first = await ask();
    expect(first.filter((code) => code === "ok")).toHaveLength(20);
    expect(first.filter((code) => code === "RATE_LIMITED")).toHaveLength(10);
    await started.t.clock.advance(500);
    expect((await ask()).filter((code) => code === "ok")).toHaveLength(5);
  });

  it("is Pitaya's if the server wants that: the next passes a second after the first", async () => {
    const messages = { rate: 3, perMs: 1_000 };
    await using started = await start({ connection: { messages, algorithm: "leaky-bucket" } });
    const a = await started.t.client({ uid: "a" });
    const move = async (n: number): Promise<string> => codeOf(await a.request("play.move", n, once).result());
    expect(await move(1)).toBe("ok");
    await started.t.clock.advance(400);
    expect([await move(2), await move(3), await move(4)]).toEqual(["ok", "ok", "RATE_LIMITED"]);
    await started.t.clock.advance(600);
    expect([await move(5), await move(6)]).toEqual(["ok", "RATE_LIMITED"]);
  });

  it("counts bytes, and refuses what a message holds that is too much", async () => {
    const bytes = { rate: 1_000, perMs: 1_000, burst: 4_000 };
    const wide = defineContract({ routes: { "a.text": request({ input: z.string() }) } });
    await using t = await testCluster(wide, (server) => server.handle("a.text", () => {}), {
      server: { limits: { connection: { bytes } } },
    });
    const a = await t.client({ uid: "a" });
    const send = (): Promise<string> => a.request("a.text", "x".repeat(1_500), once).result().then(codeOf);
    expect([await send(), await send(), await send()]).toEqual(["ok", "ok", "RATE_LIMITED"]);
    await t.clock.advance(1_000);
    expect(await send()).toBe("ok");
  });

  it("is there by default, and large enough for a game", async () => {
    const seen: string[] = [];
    const logger = recordingLogger();
    await using server = createServer(game, { anonymous: true, logger });
    serveGame(server, seen);
    const { url } = await server.listen(0, { host: "127.0.0.1" });
    const client = createClient(game, { url, logger });
    await client.connect();
    const move = async (): Promise<string[]> => {
      const moves = Array.from({ length: 100 }, (_, n) => client.request("play.move", n, once).result());
      return (await Promise.all(moves)).map(codeOf);
    };
    for (let n = 0; n < 9; n++) expect(new Set(await move())).toEqual(new Set(["ok"]));
    const codes = new Set<string>();
    for (let n = 0; n < 100 && codes.size < 2; n++) for (const code of await move()) codes.add(code);
    expect(codes).toEqual(new Set(["ok", "RATE_LIMITED"]));
    await client.close();
  });
});

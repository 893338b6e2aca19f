import { createServer as createHttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createServer, memoryCluster, type Server } from "@volley/server";
import { healthHandler, serveHealth } from "@volley/server/health";
import express from "express";
import fastify from "fastify";
import { expect, it, onTestFinished } from "vitest";
import { type Chat, chat, serveChat } from "../support/chat.js";
import { recordingLogger } from "../support/recording-logger.js";
import { until } from "../support/until.js";

function makeServer() {
  const logger = recordingLogger();
  const server = createServer(chat, { anonymous: true, logger }) as unknown as Server<Chat>;
  serveChat(server);
  onTestFinished(() => server.close());
  return { server, logger };
}

/** Asks all three on a port of its own. */
async function probes(server: Server<Chat>) {
  const health = await serveHealth(server, { port: 0, host: "127.0.0.1" });
  onTestFinished(() => health.close());
  const ask = async (path: string, init?: RequestInit) => {
    const response = await fetch(`http://127.0.0.1:${health.port}${path}`, init);
    return { status: response.status, body: (await response.json().catch(() => undefined)) as unknown };
  };
  return { ask };
}

it("is live from the first moment, and ready when clients may come", async () => {
  const { server } = makeServer();
  const { ask } = await probes(server);
  expect(await ask("/live")).toEqual({ status: 200, body: { status: "live" } });
  expect(await ask("/startup")).toEqual({ status: 503, body: { status: "starting" } });
  expect(await ask("/ready")).toMatchObject({ status: 503, body: { status: "unready", reasons: ["starting"] } });
  await server.start();
  expect(await ask("/startup")).toEqual({ status: 200, body: { status: "started" } });
  expect(await ask("/ready")).toMatchObject({ status: 503, body: { reasons: ["not-listening"] } });
  await server.listen(0, { host: "127.0.0.1" });
  expect(await ask("/ready")).toEqual({ status: 200, body: { status: "ready", reasons: [], checks: {} } });
  expect(await ask("/ready", { method: "HEAD" })).toEqual({ status: 200, body: undefined });
});

it("is unready as soon as it drains, and live to the end", async () => {
  const { server } = makeServer();
  const { ask } = await probes(server);
  await server.listen(0, { host: "127.0.0.1" });
  const drained = server.drain({ waitMs: 300 });
  expect(await ask("/ready")).toMatchObject({ status: 503, body: { reasons: ["draining"] } });
  expect(await ask("/live")).toMatchObject({ status: 200 });
  await drained;
  expect(await ask("/ready")).toMatchObject({ status: 503 });
  expect(await ask("/live")).toMatchObject({ status: 200 });
});

it("asks the app's checks, bounded and no more than once at a time, and keeps what they throw to itself", async () => {
  const { server, logger } = makeServer();
  const { ask } = await probes(server);
  await server.listen(0, { host: "127.0.0.1" });
  let runs = 0;
  server.health.add("db", () => {
    runs++;
    throw new Error("postgres://admin:secret@db refused");
  });
  server.health.add("queue", (signal) => new Promise((_, reject) => signal.addEventListener("abort", reject)), {
    timeoutMs: 50,
  });
  const stop = server.health.add("cache", () => true);
  const [one, other] = await Promise.all([ask("/ready"), ask("/ready")]);
  expect(one).toEqual(other);
  expect(one).toMatchObject({
    status: 503,
    body: {
      reasons: ["check"],
      checks: { db: { ok: false, problem: "failed" }, queue: { ok: false, problem: "timeout" }, cache: { ok: true } },
    },
  });
  expect(JSON.stringify(one)).not.toContain("secret");
  expect(runs).toBe(1);
  expect(logger.lines.filter(({ message }) => message.includes('"db" fails'))).toHaveLength(1);
  expect(() => server.health.add("db", () => true)).toThrow(expect.objectContaining({ code: "CONFLICT" }));
  stop();
  server.health.add("cache", () => true);
});

it("mounts in Express, Fastify and node:http, and leaves other requests alone", async () => {
  const { server } = makeServer();
  const answer = healthHandler(server);
  const withExpress = express();
  withExpress.use("/health", answer);
  withExpress.get("/health/other", (_request, response) => void response.send("express"));
  const withFastify = fastify();
  withFastify.get("/health/:which", (request, reply) => {
    reply.hijack();
    answer(request.raw, reply.raw);
  });
  onTestFinished(() => withFastify.close());
  const plain = createHttpServer((request, response) => answer(request, response));
  server.attach(plain);
  await server.start();
  for (const http of [createHttpServer(withExpress), plain]) {
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void http.close());
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/health`;
    expect((await fetch(`${url}/ready?verbose`)).status).toBe(200);
    expect((await fetch(`${url}/ready`, { method: "POST" })).status).toBe(404);
    expect(await (await fetch(`${url}/other`)).text()).toBe(http === plain ? "" : "express");
  }
  const url = await withFastify.listen({ port: 0, host: "127.0.0.1" });
  expect((await fetch(`${url}/health/live`)).status).toBe(200);
  expect((await fetch(`${url}/health/other`)).status).toBe(404);
});

it("is unready on a node that the cluster doesn't know", async () => {
  const cluster = memoryCluster();
  const server = createServer(chat, { anonymous: true, cluster }) as unknown as Server<Chat>;
  serveChat(server);
  onTestFinished(() => server.close());
  await server.listen(0, { host: "127.0.0.1" });
  await until(async () => (await server.health.check()).ready);
  await server.close();
  expect(await server.health.check()).toMatchObject({ ready: false });
});

import { VolleyError } from "@volley/protocol";
import { encodeNotify, encodeRequest, toUtf8 } from "@volley/protocol/internal";
import type { ConnectionHooks, ConnectionLayer, ServerOptions } from "@volley/server";
import { type TestCluster, testCluster } from "@volley/server/testing";
import { expect, it } from "vitest";
import { chat, serveChat, startChat } from "../support/chat.js";
import { RawClient } from "../support/raw-client.js";
import { recordingLogger } from "../support/recording-logger.js";
import { until } from "../support/until.js";

const logger = recordingLogger();
const clusterWith = (connectionLayers: readonly ConnectionLayer[], options: ServerOptions = {}) =>
  testCluster(chat, serveChat as never, { server: { connectionLayers, logger, ...options } as never });

/** Awaits something that needs the clock to move. */
async function passing<T>(
  t: Pick<TestCluster<typeof chat, unknown, unknown>, "clock" | "settle">,
  ms: number,
  what: Promise<T>,
) {
  for (let step = 0; step < 10; step++) {
    await t.settle();
    await t.clock.advance(ms / 10);
  }
  return await what;
}

it("see every message in both directions, the first layer outermost", async () => {
  const seen: string[] = [];
  const noting =
    (name: string): ConnectionLayer =>
    () => ({
      receive(message, next) {
        seen.push(`${name} in`);
        next(message);
      },
      send(message, next) {
        seen.push(`${name} out`);
        next(message);
      },
      closed: () => void seen.push(`${name} closed`),
    });
  await using t = await clusterWith([noting("outer"), noting("inner")]);
  const client = await t.client();
  expect(seen.slice(0, 2)).toEqual(["inner out", "outer out"]);
  await t.settle();
  seen.length = 0;
  await client.request("tool.echo", 1);
  expect(seen).toEqual(["outer in", "inner in", "inner out", "outer out"]);
  await client.close();
  await t.settle();
  expect(seen.slice(4)).toEqual(["outer closed", "inner closed"]);
});

it("are told whose connection it is, once it was let in", async () => {
  const asked: unknown[] = [];
  const { server, url } = await startChat({
    connectionLayers: [
      ({ address, transport, headers, handshake }) => {
        asked.push({ address, transport, agent: headers["user-agent"], handshake });
        return undefined;
      },
    ],
    edge: { trustProxy: 1 },
  });
  const headers = { "x-forwarded-for": "6.6.6.6, 192.0.2.7", "user-agent": "a test" };
  const client = await new RawClient(url, { headers }).join({ handshake: { version: "7" } });
  expect(asked).toEqual([
    { address: "192.0.2.7", transport: "websocket", agent: "a test", handshake: { version: "7" } },
  ]);
  expect(server.sessions()[0]?.address).toBe("192.0.2.7");
  client.terminate();
  await server.close();
});

it("may change bytes, drop them, and send more", async () => {
  const scramble = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte ^ 0x55);
  const scrambled: ConnectionLayer = () => ({
    receive: (message, next) => next(scramble(message)),
    send: (message, next) => next(scramble(message)),
  });
  await using t = await clusterWith([scrambled, scrambled]);
  const client = await t.client();
  expect(await client.request("tool.echo", "twice scrambled")).toBe("twice scrambled");

  const { server, url } = await startChat({
    connectionLayers: [
      () => ({
        receive(message, next) {
          if (message.length > 20) return;
          next(message);
          next(encodeRequest(2, 4, { payload: toUtf8("2") }));
        },
      }),
    ],
  });
  const raw = await new RawClient(url).join({ contract: chat.fingerprint });
  raw.send(encodeRequest(7, 4, { payload: toUtf8('"longer than twenty bytes"') }));
  raw.send(encodeRequest(1, 4, { payload: toUtf8("1") }));
  await raw.until(() => raw.frames.filter(({ kind }) => kind === "reply").length === 2);
  expect(raw.frames.filter(({ kind }) => kind === "reply").map((frame) => "id" in frame && frame.id)).toEqual([1, 2]);
  raw.terminate();
  await server.close();
});

it("may delay messages, which keep their order, and the welcome and goodbye theirs", async () => {
  let delayMs = 0;
  await using t = await clusterWith([
    () => ({
      async receive(message, next) {
        const ms = delayMs;
        delayMs = 0;
        await new Promise<void>((resolve) => void t.clock.after(ms, resolve));
        next(message);
      },
      async send(message, next) {
        await new Promise<void>((resolve) => void t.clock.after(20, resolve));
        next(message);
      },
    }),
  ]);
  const joining = t.client();
  const client = await passing(t, 100, joining);
  delayMs = 1_000;
  const order: number[] = [];
  const requests = [1, 2, 3].map((n) => client.request("tool.fast", n).then((reply) => order.push(reply)));
  await t.settle();
  await t.clock.advance(900);
  expect(order).toEqual([]);
  await passing(t, 300, Promise.all(requests));
  expect(order).toEqual([1, 2, 3]);
  const [session] = t.servers[0]?.sessions() ?? [];
  void session?.kick("enough");
  await t.clock.advance(100);
  expect(client.status).toMatchObject({ state: "closed", cause: { reason: "kicked", text: "enough" } });
});

it("that keep a message for more than five seconds end its connection", async () => {
  await using t = await clusterWith([() => ({ receive: () => new Promise<void>(() => {}) })]);
  const client = await t.client();
  client.notify("room.wave", { n: 1 });
  await t.clock.advance(4_900);
  expect(client.status.state).toBe("ready");
  await t.clock.advance(200);
  expect(client.status.state).not.toBe("ready");
  expect(logger.lines.at(-1)).toMatchObject({ level: "error", fields: { error: { code: "TIMEOUT" } } });
});

it("can't be made to keep more than 256 KiB of one client", async () => {
  const { server, url } = await startChat({
    connectionLayers: [() => ({ receive: () => new Promise<void>(() => {}) })],
  });
  const client = await new RawClient(url).join();
  for (let n = 0; n < 5; n++) client.send(encodeNotify(3, { payload: new Uint8Array(60_000) }));
  await client.untilClosed();
  expect(client.json("goodbye")).toMatchObject({ reason: "busy", retryAfterMs: 1_000 });
  await server.close();
});

it("may end a connection, and say why, whenever they are asked", async () => {
  await using t = await clusterWith([
    (connection) => {
      if (connection.handshake["late"] === undefined) connection.close({ reason: "banned", text: "at the door" });
      return { receive: () => connection.close({ reason: "kicked", text: "too much" }) };
    },
  ]);
  await expect(t.client()).rejects.toThrow("at the door");
  expect(t.servers[0]?.sessions()).toEqual([]);
  const late = await t.client({ handshake: { late: true } });
  late.notify("room.wave", { n: 1 });
  await t.settle();
  expect(late.status).toMatchObject({ state: "closed", cause: { reason: "kicked", text: "too much" } });
  expect(t.servers[0]?.sessions()).toEqual([]);
});

it.each<[string, ConnectionHooks | (() => never), string]>([
  [
    "is asked what it wants",
    () => {
      throw new Error("broken");
    },
    "waiting",
  ],
  [
    "gets a message",
    {
      receive: () => {
        throw new Error("broken");
      },
    },
    "waiting",
  ],
  ["is done with one", { receive: () => Promise.reject(new Error("broken")) }, "waiting"],
  [
    "finds it malformed",
    {
      receive: () => {
        throw new VolleyError("BAD_REQUEST", "no signature");
      },
    },
    "closed",
  ],
])("that throw when it %s end that connection, and no other", async (_when, hooks, state) => {
  let broken = false;
  await using t = await clusterWith([() => (!broken ? undefined : typeof hooks === "function" ? hooks() : hooks)]);
  const healthy = await t.client();
  broken = true;
  const states: string[] = [];
  const joining = t.client().then(async (client) => {
    client.onStatus((status) => states.push(status.state));
    client.notify("room.wave", { n: 1 });
    await t.settle();
  });
  joining.catch(() => {});
  await until(() => logger.lines.length > 0 && (states.length > 0 || typeof hooks === "function"), "its end");
  if (typeof hooks !== "function") expect(states[0]).toBe(state);
  expect(await healthy.request("tool.echo", 1)).toBe(1);
});

it("cost nothing where they have nothing to see", async () => {
  await using t = await clusterWith([() => ({}), () => undefined]);
  const client = await t.client();
  expect(await client.request("tool.echo", 1)).toBe(1);
});

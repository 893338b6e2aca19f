import { randomBytes } from "node:crypto";
import { request as httpRequest } from "node:http";
import { defineContract, group, request } from "@volley/protocol";
import { encodeRequest, formatHello, toUtf8 } from "@volley/protocol/internal";
import { createServer, guest, redis, type Server } from "@volley/server";
import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { WebSocket } from "ws";
import * as z from "zod";
import { HELLO, RawClient } from "../support/raw-client.js";
import { recordingLogger } from "../support/recording-logger.js";
import { until } from "../support/until.js";

/** Every field that a client fills goes somewhere here: into a group's name, a tag, data, errors, the log. */
const contract = defineContract({
  routes: {
    "room.join": request({ input: z.object({ room: z.string() }) }),
    "room.tag": request({ input: z.object({ tag: z.string() }) }),
    "room.set": request({ input: z.record(z.string(), z.unknown()), output: z.unknown() }),
    "room.fail": request({ input: z.string() }),
    "room.bind": request({ input: z.string() }),
    "room.message": request({ input: z.string() }),
  },
  pushes: {},
  groups: { "room:{room}": group([]) },
});
const url = inject("redisUrl");
const TOKEN = "SECRET-token-of-ann";
const FORGERY = "x\r\n[volley] admin logged in\u001b[2J\u0000\u202e";

/** Names that mean something to JavaScript, Redis, Socket.IO or a terminal. */
const NAMES: readonly string[] = [
  ...["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "__defineGetter__"],
  ...["", " ", "*", "?", "[a-z]", "#", "a#b", "{}", "{a}", "}{", "a:b", "a:b:c", "/", "../..", "a/b", "\0", "a\0b"],
  ...["a\r\nPUBLISH x y", "a b", FORGERY, "ü", "💥", "a".repeat(129), "a".repeat(10_000), "volley:schema", "%00"],
];

let logger: ReturnType<typeof recordingLogger>;
let server: Server<typeof contract>;
let address: string;
let prefix: string;

beforeEach(async () => {
  logger = recordingLogger();
  prefix = `hostile-${randomBytes(6).toString("hex")}`;
  server = createServer(contract, {
    logger,
    session: z.record(z.string(), z.unknown()),
    anonymous: true,
    authenticate: ({ token }) => {
      if (token === TOKEN) return { uid: "ann" };
      throw new Error(`the directory knows nobody like ${token === null ? "nobody" : FORGERY}`);
    },
    ...(url === null ? {} : { cluster: redis({ url, prefix }) }),
  }) as unknown as Server<typeof contract>;
  server.service("room", {
    join: ({ input, session }) => session.join("room:{room}", { room: input.room }),
    tag: ({ input, session }) => session.tag(input.tag),
    set: async ({ input, session }) => {
      await session.set(input);
      return { ...session.data };
    },
    fail: ({ input }) => {
      throw new Error(input);
    },
    bind: ({ input, session }) => session.bind(input),
    message: () => {},
  });
  ({ url: address } = await server.listen(0, { host: "127.0.0.1" }));
});
afterEach(() => server.close());

/** A route's number is its place in the order of names. */
const ROUTES = Object.keys(contract.routes).sort();
let id = 0;
/** Sends one request as JSON text; returns the frame that answers it. */
async function ask(client: RawClient, route: string, json: string): Promise<{ kind: string; text: string }> {
  const mine = ++id;
  client.send(encodeRequest(mine, ROUTES.indexOf(route), { payload: toUtf8(json) }));
  const answered = () => client.frames.find((frame) => "id" in frame && frame.id === mine);
  await client.until(() => answered() !== undefined);
  const frame = answered();
  return {
    kind: frame?.kind ?? "",
    text: JSON.stringify(frame && "payload" in frame && Buffer.from(frame.payload).toString()),
  };
}
const join = (options = {}) => new RawClient(address).join({ contract: contract.fingerprint, ...options });
const polluted = (): unknown => ({}) as { x?: unknown } as never;

describe("keys and names that mean something to JavaScript", () => {
  it("are inert or refused as data of a session, groups, tags, users and routes", async () => {
    const client = await join();
    for (const name of ["constructor", "prototype", "toString", "hasOwnProperty"]) {
      const { kind, text } = await ask(client, "room.set", JSON.stringify({ [name]: { x: 1 } }));
      expect([kind, text]).toEqual(["reply", expect.stringContaining(name)]);
      expect((await ask(client, "room.join", JSON.stringify({ room: name }))).kind).toBe("reply");
      expect((await ask(client, "room.tag", JSON.stringify({ tag: name }))).kind).toBe("reply");
    }
    expect((await ask(client, "room.set", '{"__proto__":{"x":1}}')).kind).toBe("error");
    expect((await ask(client, "room.set", '{"a":{"__proto__":{"x":1}}}')).kind).toBe("error");
    expect((await ask(client, "room.join", '{"room":"__proto__"}')).kind).toBe("reply");
    expect(await server.group("room:{room}", { room: "constructor" }).count()).toBe(0);
    expect((polluted() as { x?: unknown }).x).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
    client.terminate();
  });

  it("are inert or refused in the handshake", async () => {
    const hello = JSON.stringify(formatHello({ ...HELLO, contract: contract.fingerprint }));
    const withHandshake = (json: string): string => `40${hello.replace('"handshake":{}', `"handshake":${json}`)}`;
    for (const json of [
      '{"__proto__":{"x":1}}',
      '{"a":{"__proto__":{"x":1}}}',
      "[".repeat(9_000) + "]".repeat(9_000),
    ]) {
      const client = await new RawClient(address).open();
      client.send(withHandshake(json));
      await client.untilClosed();
      expect(client.received.some((each) => String(each).includes('"reason":"protocol"'))).toBe(true);
    }
    const client = await new RawClient(address).open();
    client.send(withHandshake('{"constructor":{"prototype":{"x":1}},"toString":1}'));
    await client.until(() => client.frames.some(({ kind }) => kind === "welcome"));
    const [session] = server.sessions();
    expect(Object.assign({}, session?.handshake)).toEqual({ constructor: { prototype: { x: 1 } }, toString: 1 });
    expect((polluted() as { x?: unknown }).x).toBeUndefined();
    client.terminate();
  });

  it("find no session, user, group or module that isn't there", async () => {
    for (const name of ["__proto__", "constructor", "toString"]) {
      expect(server.session(name)).toBeUndefined();
      expect(server.sessions(name)).toEqual([]);
      expect(await server.online(name)).toBe(false);
      expect(() => (server.group as (name: string) => unknown)(name)).toThrow();
    }
  });

  it("don't get a WebSocket going by Engine.IO's session ids", async () => {
    for (const sid of ["__proto__", "constructor", "toString"]) {
      const socket = new WebSocket(`${address.replace("http", "ws")}/volley/?EIO=4&transport=websocket&sid=${sid}`);
      const status = await new Promise((resolve) => {
        socket.on("error", () => {});
        socket.once("unexpected-response", (_, response) => resolve(response.statusCode));
        socket.once("open", () => resolve("open"));
      });
      expect(status).toBe(400);
    }
  });
});

it.skipIf(url === null)("names reach no key and no channel of Redis unless they are harmless", async () => {
  const monitor = await new Redis(url ?? "").monitor();
  const touched: string[] = [];
  monitor.on("monitor", (_time: string, [command = "", ...args]: string[]) => {
    // Scripts come with their text, their number of keys, and these.
    const keys = /^evalsha|^eval$|^fcall/i.test(command) ? args.slice(2, 2 + Number(args[1])) : args.slice(0, 1);
    if (/publish|subscribe|eval|set|get|del|add|rem|expire|scan|incr/i.test(command)) touched.push(...keys);
  });
  const client = await join();
  const refused: string[] = [];
  for (const name of NAMES) {
    for (const [route, key] of [
      ["room.join", "room"],
      ["room.tag", "tag"],
    ] as const) {
      const { kind } = await ask(client, route, JSON.stringify({ [key]: name }));
      if (kind === "error") refused.push(`${key} ${name}`);
    }
    if ((await ask(client, "room.bind", JSON.stringify(name))).kind === "error") refused.push(`uid ${name}`);
  }
  expect(refused.length).toBeGreaterThan(50);
  expect(refused).toEqual(expect.arrayContaining(["room a:b", "room *", "tag {a}", "uid a#b"]));
  const pattern = new RegExp(`^${prefix}[:A-Za-z0-9_.{}#/-]*$`);
  const own = touched.filter((key) => key.includes(prefix) || NAMES.some((name) => name !== "" && key.includes(name)));
  expect(own.length).toBeGreaterThan(5);
  // The adapter's channel of all rooms has a slash and a hash; nothing else may.
  const foreign = own.filter(
    (key) => !pattern.test(key) || (/[#/]/.test(key) && !key.startsWith(`${prefix}:rooms#/#`)),
  );
  expect(foreign).toEqual([]);
  // One tag each: a name with braces would steer its key to another slot.
  expect(own.filter((key) => (key.match(/[{}]/g) ?? []).length > 2)).toEqual([]);
  monitor.disconnect();
  client.terminate();
});

describe("the log", () => {
  /** Whatever a client can fill in, with what forges lines and steers terminals, and with a secret where one belongs. */
  async function fillIn(): Promise<void> {
    const client = await join({ token: TOKEN });
    for (const name of NAMES) {
      await ask(client, "room.join", JSON.stringify({ room: name }));
      await ask(client, "room.fail", JSON.stringify(name));
    }
    await ask(client, "room.fail", JSON.stringify(FORGERY.repeat(500)));
    client.terminate();
    for (const hello of [
      { serializer: FORGERY },
      { token: `${TOKEN}-wrong` },
      { token: FORGERY },
      { handshake: { [FORGERY]: FORGERY } },
      { client: FORGERY },
      { resume: { session: FORGERY, token: TOKEN, mode: "takeover", positions: [] } as never },
    ]) {
      const stranger = await new RawClient(address).open();
      stranger.send(`40${JSON.stringify(formatHello({ ...HELLO, ...hello }))}`);
      await stranger.until(() => stranger.closed || stranger.frames.length > 0);
      stranger.terminate();
    }
    for (const origin of [
      "https://evil.example\u001b[2J",
      "https://évil.example",
      `https://${"a".repeat(8_000)}.example`,
    ]) {
      await new Promise<void>((resolve) => {
        const headers = {
          origin: Buffer.from(origin)
            .toString("latin1")
            .replace(/[^\x20-\x7e]/g, "\x9b"),
        };
        const upgrade = { connection: "Upgrade", upgrade: "websocket", "x-forwarded-for": "\x9b[2J" };
        const request = httpRequest(`${address}/volley/`, { headers: { ...headers, ...upgrade } });
        request.on("error", () => resolve());
        request.on("response", (response) => response.resume().on("end", () => resolve()));
        request.end();
      });
    }
  }

  it("gets texts on one line, capped, that steer no terminal; and never a token", async () => {
    await fillIn();
    await until(() => logger.lines.length > 10, "some lines");
    for (const { message, fields = {} } of logger.lines) {
      const texts = [message, ...Object.values(fields).filter((value) => typeof value === "string")];
      for (const text of texts) {
        expect(text).not.toMatch(/[\p{Cc}\u2028\u202e]/u);
        expect(text.length).toBeLessThan(8_000);
      }
      expect(
        JSON.stringify(fields, (_, value: unknown) => (value instanceof Error ? value.stack : value)),
      ).not.toContain(TOKEN);
      expect(message).not.toContain(TOKEN);
    }
  });

  it("never gets a guest's token, or the secret that signs it", async () => {
    const secret = randomBytes(32).toString("hex");
    const lines = recordingLogger();
    const own = createServer(contract, { logger: lines, authenticate: guest({ secret }) });
    own.service("room", {
      join: () => {},
      tag: () => {},
      set: () => ({}),
      fail: () => {},
      bind: () => {},
      message: () => {},
    });
    const listening = await own.listen(0, { host: "127.0.0.1" });
    const client = await new RawClient(listening.url).join();
    const { token = "" } = client.json("welcome") as { token?: string };
    expect(token.length).toBeGreaterThan(20);
    const again = await new RawClient(listening.url).join({ token });
    const forged = await new RawClient(listening.url).join({ token: `${token}x` });
    forged.send(new Uint8Array([0xff, 0xff]));
    await forged.untilClosed();
    for (const each of [client, again]) each.terminate();
    await own.close();
    const all = JSON.stringify(lines.lines, (_, value: unknown) => (value instanceof Error ? value.stack : value));
    for (const hidden of [token, secret]) expect(all).not.toContain(hidden);
  });
});

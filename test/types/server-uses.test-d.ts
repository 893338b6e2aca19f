// Right uses of the server: every line has to compile. Design §2, without what later versions bring.
import type { Server as HttpServer } from "node:http";
import {
  after,
  before,
  createServer,
  type GroupHandle,
  guest,
  type HandlerFor,
  type Layer,
  type Present,
  type Server,
  type ServiceMethods,
  type Session,
  uniqueSession,
} from "@volley/server";
import { jwt } from "@volley/server/jwt";
import { testCluster } from "@volley/server/testing";
import { expectTypeOf, test } from "vitest";
import * as z from "zod";
import { type Duel, duel, type Hall, hall, plain, wholeHall } from "./contracts.js";
import type { Played } from "./schemas.js";

declare const room: string;
declare const httpServer: HttpServer;
declare const full: boolean;
declare const played: Played;

const sessionData = z.object({ rating: z.number().default(1500), lang: z.string().optional() });
type Data = z.output<typeof sessionData>;
type App = Server<Duel, Data>;
type Me = Session<Duel, Data>;

test("server", async () => {
  const server = createServer(duel, {
    session: sessionData,
    authenticate: async ({ token, handshake, signal }) => {
      signal.throwIfAborted();
      return token === null || handshake["x"] === 1 ? null : { uid: "42", claims: { role: "player" } };
    },
  });
  expectTypeOf(server).toEqualTypeOf<App>();
  server.service(
    "lobby",
    {
      join: async ({ input, session, errors, signal, now, log }) => {
        expectTypeOf(input).toEqualTypeOf<{ room: string }>();
        expectTypeOf(session.data.rating).toEqualTypeOf<number>();
        expectTypeOf(now()).toEqualTypeOf<number>();
        signal.throwIfAborted();
        log.info("joining", { room: input.room });
        if (full) throw errors.ROOM_FULL({ max: 4 });
        if (!full) throw errors.NO_SUCH_ROOM();
        if (session.data.rating < 0) throw errors.BANNED({ until: "2027-01-01" });
        await session.join("room:{room}", { room: input.room });
        await session.set({ rating: 1501 });
        await server
          .group("room:{room}", { room: input.room })
          .push("lobby.chat", { from: session.uid, text: "hi" }, { except: { uids: [session.uid] } });
        return { seat: 1 };
      },
      leave: () => {},
      list: ({ input }) => {
        expectTypeOf(input.limit).toEqualTypeOf<number | undefined>();
        return [{ room: "a" }];
      },
    },
    { timeoutMs: 2_000, methods: { list: { timeoutMs: 500 } } },
  );
  server.service("table", {
    play: async ({ input, signal, errors }) => {
      signal.throwIfAborted();
      if (input.word === "") throw errors.NOT_A_WORD({ word: input.word });
      return { score: 3 };
    },
    when: ({ input }) => {
      expectTypeOf(input.at).toEqualTypeOf<Date>();
      return { next: input.at.toISOString() };
    },
    point: ({ input, session }) => {
      void server.group("table:{id}", { id: 1 }).push("table.point", { ...input, uid: session.uid });
    },
    wave: async () => {},
  });
  server.attach(httpServer);
  const { url } = await server.listen(3000, { host: "127.0.0.1" });
  url.trim();
  const { delivered, pending, offline } = await server.users(["42", "43"]).push("table.played", played);
  expectTypeOf(delivered).toEqualTypeOf<readonly string[]>();
  offline.concat(pending);
  await server.user("42").kick("cheating");
  await server.everybody().push("lobby.closed");
  expectTypeOf(server.session("id")).toEqualTypeOf<Me | undefined>();
  for (const session of server.sessions("42")) session.onClose(({ reason }) => reason === "kicked");
  createServer(duel, { authenticate: guest({ secret: "x".repeat(32) }) });
  const auth = { refreshGraceMs: 10_000, maxTokenMs: 3_600_000 };
  createServer(duel, { authenticate: jwt({ secret: "x".repeat(32) }), auth, timeouts: { bindMs: 5_000 } });
  createServer(duel, {
    authenticate: jwt({ jwksUrl: "https://login.example/keys", issuer: "i", audience: ["a", "b"] }),
  });
  const uid = ({ email }: { readonly [member: string]: unknown }): string => String(email);
  jwt({ secret: new Uint8Array(32), previousSecrets: ["y".repeat(32)], algorithms: ["HS512"], uid, typ: "at+jwt" });
  createServer(duel, { authenticate: () => ({ uid: "1", expiresAt: 1, issuedAt: 0, tokenId: "t", guest: true }) });
  server.onSessionRefreshed((session) => expectTypeOf(session).toEqualTypeOf<Me>());
  expectTypeOf(server.revoke({ uid: "42" })).toEqualTypeOf<Promise<void>>();
  void server.revoke({ tokenId: "t" });
  createServer(duel, { anonymous: true });
});

test("layers, for everything, a service, a route", () => {
  const server: App = createServer(duel, { session: sessionData });
  const layer: Layer = (next) => async (call) => {
    try {
      return await next(call);
    } finally {
      call.route.trim();
    }
  };
  server.use(layer);
  server.use("table", (next) => async (call) => next(call));
  server.use("table.play", (next) => async (call) => {
    expectTypeOf(call.input).toEqualTypeOf<{ table: string; word: string }>();
    const out = await next({ ...call, input: { ...call.input, word: call.input.word.toLowerCase() } });
    return { score: out.score + 1 };
  });
});

// A service in a file of its own, four ways.
function lobbyIn(server: App): void {
  server.handle("lobby.leave", () => {}, { timeoutMs: 1_000 });
}
const lobby: ServiceMethods<Duel, "lobby", Me> = {
  join: async ({ errors }) => {
    throw errors.MAINTENANCE();
  },
  leave: () => {},
  list: () => [],
};
const leave = (({ session }) => {
  session.uid.trim();
}) satisfies HandlerFor<Duel, "lobby.leave", Me>;
class Lobby {
  #n = 0;
  join: HandlerFor<Duel, "lobby.join", Me> = () => ({ seat: this.#n++ });
  leave(): void {}
  list(): { room: string }[] {
    return [];
  }
  helper(): void {}
}
/** A library function that works for any server of this contract, whatever its session data. */
function announce(server: Server<Duel>): void {
  void server.group("lobby").push("lobby.chat", { from: "", text: "" });
}

test("services in files of their own", () => {
  const server: App = createServer(duel, { session: sessionData });
  lobbyIn(server);
  announce(server);
  server.service("lobby", lobby);
  server.service("lobby", new Lobby());
  server.handle("lobby.leave", leave);
});

test("a contract without groups takes any name", () => {
  const server = createServer(plain);
  void server.group(`room:${room}`).push("a.c", "text");
  server.service("a", { b: ({ session }) => session.uid });
});

test("users' own tests", async () => {
  await using t = await testCluster(duel, (server) => void server.handle("lobby.leave", () => {}), { nodes: 1 });
  const a = await t.client({ uid: "a" });
  const p = await a.nextPush("table.played", { where: (m) => m.word === "x" });
  expectTypeOf(p.word).toEqualTypeOf<string>();
  await a.expectNoPush("lobby.chat");
  await t.clock.advance(1_000);
  await using _withData = await testCluster(duel, (server: App) => lobbyIn(server), {
    server: { session: sessionData },
  });
});

test("claims, hooks, tags, groups, modules and timers", async () => {
  const claims = z.object({ role: z.enum(["player", "admin"]) });
  const server = createServer(duel, { session: sessionData, claims, authenticate: () => ({ uid: "1" }) });
  expectTypeOf(server).toEqualTypeOf<Server<Duel, Data, { role: "player" | "admin" }>>();
  const off = server.onSessionBind((session, uid) => {
    expectTypeOf(session.claims.role).toEqualTypeOf<"player" | "admin">();
    expectTypeOf(uid).toEqualTypeOf<string>();
  });
  off();
  server.onSessionOpen(({ data, tag }) => (data.rating > 2_000 ? tag("master") : undefined));
  server.onSessionClose((_session, { reason }) => expectTypeOf(reason).toExtend<string>());
  server.onHandshake(({ handshake, address }) => [handshake, address]);
  server.addModule("unique", uniqueSession(server), { position: "front" });
  server.timers.every(1_000, () => {})();

  const table = server.group("table:{id}", { id: 7 });
  await table.create({ ttlMs: 1_000 });
  await table.addUser("ann");
  await table.push("table.typing", { uid: "ann" }, { only: { tags: ["master"] }, except: { groups: ["lobby"] } });
  await table.pushEach("table.typing", ({ uid }) => (uid === undefined ? undefined : { uid }));
  expectTypeOf(await table.members()).toEqualTypeOf<readonly string[]>();

  server.use(before(({ route }) => void route.trim()));
  server.use(
    "table.play",
    before(({ input }) => ({ ...input, word: input.word.trim() })),
  );
  server.use(
    "table.play",
    after((outcome) => (outcome.ok ? { ok: true, output: { score: 1 } } : undefined)),
  );
});

test("presence", async () => {
  const server = createServer(hall);
  server.handle("hall.enter", async ({ session }) => {
    // What a sender writes: a key with a default may be left out.
    await session.join("hall", { presence: { name: "Ann" } });
    await session.join("room:{id}", { id: 7 }, { presence: { name: "Ann", seat: 2 } });
    await session.join("mood:{id}", { id: 7 }, { presence: "glad" });
    await session.join("mood:{id}", { id: 7 });
    await session.join("bare:{id}", { id: 7 });
    await session.join("plain");
    await session.leave("hall");
  });
  const present = await server.group("hall").presence();
  expectTypeOf(present).toEqualTypeOf<readonly Present<{ name: string; seat?: number | undefined }>[]>();
  for (const { uid, info } of await server.group("room:{id}", { id: 7 }).presence()) `${uid} ${info.name}`.trim();
  expectTypeOf((await server.group("bare:{id}", { id: 7 }).presence())[0]?.info).toEqualTypeOf<undefined>();
  const off = server.group("hall").onPresence((event) => {
    if (event.type === "left") expectTypeOf(event).toEqualTypeOf<{ readonly type: "left"; readonly uid: string }>();
    else event.info.name.trim();
  });
  off();
  const room: GroupHandle<Hall, "hall"> = server.group("hall");
  await room.push("hall.note", "a note");
  const composed = createServer(wholeHall);
  composed.handle("hall.enter", ({ session }) => session.join("hall", { presence: { name: "Ann" } }));
  createServer(hall, { timeouts: { presenceGraceMs: 10_000 } });
});

// The behaviours of Pitaya and of woogles that concern several nodes and have no place in the files beside this one,
// each named after its source.
import { defineContract, type Ending, error, group, push, request, VolleyError } from "@volley/protocol";
import { after, before, redis, type Server } from "@volley/server";
import { testCluster } from "@volley/server/testing";
import { describe, expect, inject, it } from "vitest";
import * as z from "zod";
import { clusters } from "../../support/cluster/clusters.js";
import { recordingLogger } from "../../support/recording-logger.js";
import { startRedis } from "../../support/redis-server.js";
import { until } from "../../support/until.js";

const contract = defineContract({
  routes: {
    "room.nothing": request({ output: z.object({ code: z.number() }) }),
    "room.fail": request({ input: z.string(), errors: { PIT_555: error(z.object({ meta: z.string() })) } }),
    "room.bind": request({ input: z.string() }),
    "room.save": request({ input: z.string() }),
    "room.hello": request(),
    "room.watch": request(),
    "room.sum": request({ input: z.number(), output: z.number() }),
    "shop.saved": request({ output: z.string() }),
    "door.saved": request({ output: z.string() }),
    "door.uid": request({ output: z.string() }),
  },
  pushes: { "room.told": push(z.unknown()), "room.dealt": push(z.string()) },
  groups: { "table:{id}": group(["room.told", "room.dealt"]) },
});
const session = z.object({ saved: z.string().optional() });
type App = Server<typeof contract, z.infer<typeof session>>;

const FRONTENDS = 2;
const [ROOM, SHOP] = [2, 3];
/** What the test does to each node besides. */
type Besides = (server: App, index: number) => void;

/** Two frontends that serve the door, a backend for the room and one for the shop. */
function setUp(besides: Besides, endings: Ending[] = []) {
  return (server: App, { index }: { readonly index: number }): void => {
    const saved = ({ session: { data } }: { readonly session: { readonly data: z.infer<typeof session> } }): string =>
      data.saved ?? "nothing";
    if (index < FRONTENDS) server.service("door", { saved, uid: (call) => call.session.uid });
    if (index === SHOP) server.service("shop", { saved });
    if (index === ROOM) {
      server.service("room", {
        nothing: () => undefined as never,
        fail: ({ input, errors }) => {
          if (input === "declared") throw errors.PIT_555({ meta: "kept" });
          if (input === "big") throw errors.PIT_555({ meta: "x".repeat(100_000) });
          throw new VolleyError("FORBIDDEN", input);
        },
        bind: (call) => call.session.bind(call.input),
        save: (call) => call.session.set({ saved: call.input }),
        hello: (call) => call.session.push("room.told", "hello"),
        watch: (call) => void call.session.onClose((ending) => endings.push(ending)),
        sum: ({ input }) => input + 1,
      });
    }
    besides(server, index);
  };
}

describe.each(clusters())("over %s", (_, cluster) => {
  async function start({ besides = () => {}, endings }: { besides?: Besides; endings?: Ending[] } = {}) {
    const t = await testCluster(contract, setUp(besides, endings) as never, {
      nodes: ["frontend", "frontend", "backend", "backend"],
      cluster: cluster(),
      server: { session, logger: recordingLogger(), check: true },
    });
    return Object.assign(t, { apps: t.servers as unknown as readonly App[] });
  }

  describe("Pitaya", () => {
    it("answers with an error when a backend's handler returns nothing where an object is due (TestHandlerCallToFront)", async () => {
      await using t = await start();
      await expect((await t.client()).request("room.nothing")).rejects.toMatchObject({ code: "INTERNAL" });
    });

    it("leaves code, message and metadata of a backend's error unchanged, big ones too (TestAgentResponseMIDPreservesErrorCode)", async () => {
      await using t = await start();
      const client = await t.client();
      const failing = (how: string) => client.request("room.fail", how).result();
      expect((await failing("declared")).error).toMatchObject({ code: "PIT_555", data: { meta: "kept" } });
      expect((await failing("big")).error).toMatchObject({ code: "PIT_555", data: { meta: "x".repeat(100_000) } });
      expect((await failing("not you")).error).toMatchObject({ code: "FORBIDDEN", message: "not you" });
    });

    it("rejects a push that can't be serialised, to nobody's harm on any node (push_test SendPushToUsers)", async () => {
      await using t = await start();
      const clients = [await t.client({ uid: "u1", node: 0 }), await t.client({ uid: "u2", node: 1 })];
      for (const server of t.apps) {
        const users = server.users(["u1", "u2", "u3"]);
        await expect(users.push("room.told", 1n)).rejects.toThrow(/BigInt/);
        for (const client of clients) await client.expectNoPush("room.told");
        const { delivered, offline } = await users.push("room.told", 1);
        expect([delivered.toSorted(), offline]).toEqual([["u1", "u2"], ["u3"]]);
        for (const client of clients) expect(await client.nextPush("room.told")).toBe(1);
      }
    });

    it("kicks users here and elsewhere, and names who isn't anywhere (TestSendKickToUsers)", async () => {
      await using t = await start();
      const clients = [await t.client({ uid: "u1", node: 0 }), await t.client({ uid: "u2", node: 1 })];
      const receipt = await t.apps[0]?.users(["u1", "u2", "u3"]).kick("out");
      expect(receipt).toEqual({ delivered: ["u1", "u2"], pending: [], offline: ["u3"] });
      await until(() => clients.every(({ status }) => status.state === "closed"));
    });

    it("refuses through a backend an empty uid, a second bind, and what a bind callback refuses (TestSessionBind*)", async () => {
      let refusing = true;
      const besides: Besides = (server, index) => {
        if (index >= FRONTENDS) return;
        server.onSessionBind(() => {
          if (refusing) throw new VolleyError("UNAVAILABLE", "binding storage is down");
        });
      };
      await using t = await start({ besides });
      const client = await t.client();
      await expect(client.request("room.bind", "")).rejects.toMatchObject({ code: "BAD_REQUEST" });
      await expect(client.request("room.bind", "u1")).rejects.toMatchObject({ message: "binding storage is down" });
      await expect(client.request("door.uid")).rejects.toMatchObject({ code: "UNAUTHORIZED" });
      expect(await t.apps[SHOP]?.online("u1")).toBe(false);
      refusing = false;
      await client.request("room.bind", "u1");
      await expect(client.request("room.bind", "u2")).rejects.toMatchObject({ code: "CONFLICT" });
      expect(await client.request("door.uid")).toBe("u1");
      for (const server of t.apps) expect(await server.online("u1")).toBe(true);
    });

    it("shows what a backend saved in a session to the next request, whichever server gets it (SetSessionData)", async () => {
      await using t = await start();
      const client = await t.client();
      await client.request("room.save", "a seat");
      expect(await client.request("shop.saved")).toBe("a seat");
      expect(await client.request("door.saved")).toBe("a seat");
    });

    it("pushes from a backend to a session of nobody (Session.Push without a uid)", async () => {
      await using t = await start();
      const client = await t.client();
      await client.request("room.hello");
      expect(await client.nextPush("room.told")).toBe("hello");
    });

    it("runs the hooks of the server that has the handler, and their outcome is the answer (TestRemoteServiceHandleRPCUserWithHooks)", async () => {
      const ran: string[] = [];
      const besides: Besides = (server, index) => {
        server.use(
          "room.sum",
          before(({ input }) => void ran.push(`${index}: ${input}`)),
        );
        server.use(
          "room.sum",
          before(({ input }) => {
            if (input < 0) throw new VolleyError("FORBIDDEN", "too small");
            return input * 10;
          }),
        );
        server.use(
          "room.sum",
          after((outcome) => (outcome.ok ? { ok: true, output: -outcome.output } : undefined)),
        );
      };
      await using t = await start({ besides });
      const client = await t.client();
      expect(await client.request("room.sum", 4)).toBe(-41);
      await expect(client.request("room.sum", -1)).rejects.toMatchObject({ code: "FORBIDDEN", message: "too small" });
      expect(ran).toEqual([`${ROOM}: 4`, `${ROOM}: -1`]);
    });

    it("answers when a routing finds no server, or fails (AddRoute)", async () => {
      const besides: Besides = (server, index) => {
        if (index >= FRONTENDS) return;
        server.routing("room", () => undefined);
        server.routing("shop", () => {
          throw new Error("a secret");
        });
      };
      await using t = await start({ besides });
      const client = await t.client();
      await expect(client.request("room.sum", 1)).rejects.toMatchObject({ code: "UNAVAILABLE" });
      const { error: failure } = await client.request("shop.saved").result();
      expect(failure).toMatchObject({ code: "INTERNAL", message: expect.not.stringContaining("secret") });
    });

    it("tells a backend once that a session it asked about has ended, and why (issues #382, #32)", async () => {
      const endings: Ending[] = [];
      const atHome: Ending[] = [];
      const besides: Besides = (server) => void server.onSessionClose((_session, ending) => atHome.push(ending));
      await using t = await start({ besides, endings });
      const [leaves, kicked] = [await t.client({ uid: "u1" }), await t.client({ uid: "u2" })];
      for (const client of [leaves, kicked]) await client.request("room.watch");
      await leaves.close();
      await until(() => endings.length === 1);
      await t.apps[SHOP]?.user("u2").kick("out");
      await until(() => endings.length === 2);
      expect(endings).toEqual(atHome);
      expect(endings[1]).toMatchObject({ reason: "kicked", text: "out" });
    });
  });

  describe("woogles", () => {
    it("deals each player his own hand, whichever node he is on and whoever deals (event_sanitizer.go)", async () => {
      await using t = await start();
      const table = (server: App | undefined) => server?.group("table:{id}", { id: "7" });
      const players = [
        await t.client({ uid: "p1", node: 0 }),
        await t.client({ uid: "p2", node: 1 }),
        await t.client({ uid: "p2", node: 0 }),
        await t.client({ uid: "p3", node: 1 }),
      ];
      await table(t.apps[SHOP])?.create();
      for (const uid of ["p1", "p2"]) await table(t.apps[SHOP])?.addUser(uid);
      await t.apps[SHOP]?.user("p3").join("table:{id}", { id: "7" });
      // What a node does to others is on its way when it resolves; what it pushes then comes behind it.
      await table(t.apps[SHOP])?.push("room.told", "ready");
      for (const player of players) expect(await player.nextPush("room.told")).toBe("ready");
      for (const [index, server] of t.apps.entries()) {
        const dealt = (uid = "nobody"): string => `${index} deals ${uid}`;
        await table(server)?.pushEach("room.dealt", ({ uid }) =>
          uid === "p3" && index === 0 ? undefined : dealt(uid),
        );
        await table(server)?.push("room.told", index);
        for (const [n, uid] of ["p1", "p2", "p2", "p3"].entries()) {
          const left = uid === "p3" && index === 0;
          if (!left) expect(await players[n]?.nextPush("room.dealt")).toBe(dealt(uid));
          expect(await players[n]?.nextPush("room.told")).toBe(index);
          await players[n]?.expectNoPush("room.dealt");
        }
      }
    });
  });
});

describe.skipIf(inject("redisUrl") === null)("without Redis", { timeout: 60_000 }, () => {
  it("users here are pushed to and kicked, and it is told that others may not be (TestSendPushToUsersFail, TestSendKickToUsersFail)", async () => {
    const server = await startRedis();
    await using t = await testCluster(contract, setUp(() => {}) as never, {
      nodes: ["frontend", "frontend", "backend", "backend"],
      cluster: redis({ url: server.url }),
      server: { logger: recordingLogger() },
    });
    const [here, there] = [await t.client({ uid: "u1", node: 0 }), await t.client({ uid: "u2", node: 1 })];
    await server.stop();
    const users = (t.servers[0] as unknown as App).users(["u1", "u2"]);
    await expect(users.push("room.told", 1)).rejects.toMatchObject({ code: "UNAVAILABLE" });
    expect(await here.nextPush("room.told")).toBe(1);
    await expect(users.kick("out")).rejects.toMatchObject({ code: "UNAVAILABLE" });
    await until(() => here.status.state === "closed");
    expect(there.status.state).toBe("ready");
    await there.expectNoPush("room.told");
  });
});

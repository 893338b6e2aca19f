import { defineContract, type Ending, request, VolleyError } from "@volley/protocol";
import { encodeRequest } from "@volley/protocol/internal";
import { type Attempt, type Server, uniqueSession, type Who } from "@volley/server";
import { testCluster } from "@volley/server/testing";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { chat, startChat } from "../support/chat.js";
import { RawClient } from "../support/raw-client.js";
import { recordingLogger } from "../support/recording-logger.js";

const contract = defineContract({
  routes: { "me.bind": request({ input: z.string() }), "me.uid": request({ output: z.string() }) },
});
type App = Server<typeof contract>;

/** A server whose hooks the test brings along. */
async function setUp(register: (server: App) => void) {
  const logger = recordingLogger();
  const t = await testCluster(
    contract,
    (server) => {
      server.service("me", { bind: ({ input, session }) => session.bind(input), uid: ({ session }) => session.uid });
      register(server as unknown as App);
    },
    { server: { logger } },
  );
  return { t, logger };
}

describe("hooks around binding", () => {
  it("run in order, before and after, for users of authenticate and of bind alike", async () => {
    const log: string[] = [];
    const { t } = await setUp((server) => {
      server.onSessionBind((session, uid) => log.push(`before ${uid} ${session.anonymous}`));
      server.onSessionBind(() => log.push("second"));
      server.onSessionBound((session) => log.push(`after ${session.uid}`));
      server.onSessionOpen((session) => log.push(`open ${session.anonymous}`));
    });
    await t.client({ uid: "ann" });
    expect(log.splice(0)).toEqual(["before ann true", "second", "after ann", "open false"]);
    const nobody = await t.client();
    expect(log.splice(0)).toEqual(["open true"]);
    await nobody.request("me.bind", "bob");
    expect(log).toEqual(["before bob true", "second", "after bob"]);
    await t.close();
  });

  it("refuse a bind by throwing: its error is the answer, and the session stays anonymous", async () => {
    const { t } = await setUp((server) =>
      server.onSessionBind((_session, uid) => {
        if (uid === "eve") throw new VolleyError("FORBIDDEN", "not eve");
      }),
    );
    const client = await t.client();
    await expect(client.request("me.bind", "eve")).rejects.toMatchObject({ code: "FORBIDDEN", message: "not eve" });
    await expect(client.request("me.uid")).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    await client.request("me.bind", "ann");
    expect(await client.request("me.uid")).toBe("ann");
    await t.close();
  });

  it("undo a bind by throwing afterwards: the user has no session left of it", async () => {
    const { t } = await setUp((server) =>
      server.onSessionBound(({ uid }) => {
        if (uid === "eve") throw new VolleyError("CONFLICT", "undone");
      }),
    );
    const client = await t.client();
    await expect(client.request("me.bind", "eve")).rejects.toMatchObject({ code: "CONFLICT" });
    expect(t.servers[0]?.sessions("eve")).toEqual([]);
    await expect(client.request("me.uid")).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    await client.request("me.bind", "ann");
    expect(t.servers[0]?.sessions("ann")).toHaveLength(1);
    await t.close();
  });

  it("refuse an authenticated client, whose session never opens", async () => {
    const endings: Ending[] = [];
    const { t } = await setUp((server) => {
      server.onSessionBind(() => {
        throw new VolleyError("FORBIDDEN", "closed today");
      });
      server.onSessionClose((_session, ending) => endings.push(ending));
    });
    await expect(t.client({ uid: "ann" })).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    expect(endings).toEqual([{ reason: "unauthorized", text: "closed today" }]);
    expect(t.servers[0]?.sessions()).toEqual([]);
    await t.close();
  });

  it("can be taken back", async () => {
    let calls = 0;
    const { t } = await setUp((server) => {
      const hook = (): void => void calls++;
      const off = server.onSessionOpen(hook);
      server.onSessionOpen(hook);
      off();
    });
    await t.client();
    expect(calls).toBe(1);
    await t.close();
  });
});

describe("hooks of all sessions' ends", () => {
  it("run each, once, even if one throws", async () => {
    const endings: string[] = [];
    const { t, logger } = await setUp((server) => {
      server.onSessionClose(() => {
        throw new Error("boom");
      });
      server.onSessionClose(async ({ uid }, { reason }) => endings.push(`${uid} ${reason}`));
    });
    const client = await t.client({ uid: "ann" });
    await client.close();
    await t.settle();
    expect(endings).toEqual(["ann client"]);
    expect(logger.lines).toContainEqual(
      expect.objectContaining({ level: "error", message: "a hook of onSessionClose failed" }),
    );
    await t.close();
    expect(endings).toHaveLength(1);
  });
});

describe("the unique-session module", () => {
  it("lets the newest session of a user win; older ones are replaced and stay away", async () => {
    const { t } = await setUp((server) => server.addModule("unique", uniqueSession(server)));
    const [old, other] = [await t.client({ uid: "ann" }), await t.client({ uid: "bob" })];
    const newest = await t.client({ uid: "ann" });
    await t.settle();
    expect(old.status).toMatchObject({ state: "closed", cause: { reason: "replaced" } });
    expect(await newest.request("me.uid")).toBe("ann");
    expect(await other.request("me.uid")).toBe("bob");
    await t.clock.advance(60_000);
    expect(t.servers[0]?.sessions("ann")).toHaveLength(1);
    const late = await t.client();
    await late.request("me.bind", "ann");
    await t.settle();
    expect(newest.status).toMatchObject({ state: "closed", cause: { reason: "replaced" } });
    await t.close();
  });
});

describe("validators of the handshake", () => {
  it("run before authenticate, and turn away with their error", async () => {
    const asked: unknown[] = [];
    const authenticate = ({ handshake }: Attempt): Who => {
      asked.push(handshake);
      return { uid: "ann" };
    };
    const { server, url } = await startChat({ anonymous: false, authenticate });
    server.onHandshake(({ handshake }) => {
      if (handshake["build"] !== 7) throw new VolleyError("UNSUPPORTED", "reload the page");
    });
    const raw = await new RawClient(url).open();
    raw.send('40{"volley":{"protocol":[1,1],"contract":"","serializer":"json"},"handshake":{"build":6}}');
    await raw.untilClosed();
    expect(raw.received.join()).toContain("reload the page");
    const good = await new RawClient(url).join({ handshake: { build: 7 } });
    expect(good.json("welcome")).toMatchObject({ uid: "ann" });
    good.terminate();
    await server.close();
    expect(asked).toEqual([{ build: 7 }]);
  });

  it("can't be skipped: a message before the session is open ends the connection", async () => {
    let release: () => void = () => {};
    const { server, url } = await startChat();
    server.onSessionOpen(() => new Promise<void>((resolve) => (release = resolve)));
    const raw = await new RawClient(url).open();
    raw.send('40{"volley":{"protocol":[1,1],"contract":"","serializer":"json"}}');
    // Socket.IO has answered, Volley hasn't.
    await raw.until(() => raw.received.some((each) => typeof each === "string" && each.startsWith("40")));
    raw.send(encodeRequest(1, 4));
    await raw.untilClosed();
    expect(raw.frames.map(({ kind }) => kind)).toEqual(["goodbye"]);
    release();
    expect(server.sessions()).toEqual([]);
    await server.close();
  });
});

describe("typed claims", () => {
  it("are parsed when a client is let in, and a user whose claims don't fit stays outside", async () => {
    const claims = z.object({ role: z.enum(["player", "admin"]), level: z.coerce.number() });
    await using t = await testCluster(
      contract,
      (server) => {
        server.service("me", {
          bind: () => {},
          uid: ({ session }) => `${session.claims.role} ${session.claims.level + 1}`,
        });
      },
      { server: { claims, logger: recordingLogger() } },
    );
    const ann = await t.client({ uid: "ann", claims: { role: "admin", level: "3" } });
    expect(await ann.request("me.uid")).toBe("admin 4");
    await expect(t.client({ uid: "eve", claims: { role: "god" } })).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  });
});

describe("a session's tags", () => {
  it("choose who gets a push, and end with the session", async () => {
    await using t = await testCluster(chat, (server) => {
      server.service("tool", {
        echo: ({ input }) => input,
        fail: () => {},
        burst: () => {},
        fast: ({ input }) => input,
      });
      server.service("room", {
        join: async ({ input, session }) => {
          await session.join("room:{room}", { room: "r" });
          session.tag(input.room, "here");
          return { members: session.tags.length };
        },
        leave: ({ input, session }) => session.untag(input.room),
        say: () => {},
        wave: () => {},
      });
    });
    const [server] = t.servers;
    const [player, watcher] = [await t.client({ uid: "p" }), await t.client({ uid: "w" })];
    expect(await player.request("room.join", { room: "player" })).toEqual({ members: 2 });
    await watcher.request("room.join", { room: "watcher" });
    const group = server?.group("room:{room}", { room: "r" });
    await group?.push("room.tick", 1, { only: { tags: ["player"] } });
    await group?.push("room.tick", 2, { except: { tags: ["player"] } });
    await group?.push("room.tick", 3, { only: { tags: ["here"] }, except: { uids: ["w"] } });
    await group?.push("room.tick", 4, { only: { tags: ["nobody"] } });
    expect([await player.nextPush("room.tick"), await player.nextPush("room.tick")]).toEqual([1, 3]);
    expect(await watcher.nextPush("room.tick")).toBe(2);
    await player.request("room.leave", { room: "player" });
    await group?.push("room.tick", 5, { only: { tags: ["player"] } });
    await player.expectNoPush("room.tick");
    await expect(player.request("room.join", { room: "no tag" })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });
});

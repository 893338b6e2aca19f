import { defineContract, type Ending, push, request } from "@volley/protocol";
import type { Server, Session } from "@volley/server";
import { testCluster } from "@volley/server/testing";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { recordingLogger } from "../support/recording-logger.js";

const contract = defineContract({
  routes: {
    "me.who": request({ output: z.string() }),
    "me.bind": request({ input: z.string() }),
    "me.set": request({ input: z.record(z.string(), z.unknown()), output: z.unknown() }),
    "me.show": request({ output: z.unknown() }),
  },
  pushes: { "me.told": push(z.string()) },
});
const data = z.object({ rating: z.number().default(1_500), lang: z.string().optional() });
type Data = z.output<typeof data>;
type App = Server<typeof contract, Data>;
type Me = Session<typeof contract, Data>;

async function setUp() {
  const seen: Me[] = [];
  const logger = recordingLogger();
  const t = await testCluster(
    contract,
    (server: App) =>
      server.service("me", {
        who: ({ session }) => {
          seen.push(session);
          return session.uid;
        },
        bind: ({ input, session }) => session.bind(input, { by: "test" }),
        set: async ({ input, session }) => {
          await session.set(input as Partial<Data>);
          return session.data;
        },
        show: ({ session: { anonymous, claims, handshake, address, connected, data } }) => ({
          anonymous,
          claims,
          handshake,
          address,
          connected,
          data,
        }),
      }),
    { server: { session: data, logger } },
  );
  const [server] = t.servers;
  if (server === undefined) throw new Error("no server");
  return { t, server, seen, logger };
}

describe("a session", () => {
  it("knows its user, claims, handshake, address and data", async () => {
    const { t } = await setUp();
    const client = await t.client({
      uid: "ann",
      claims: { role: "player" },
      data: { lang: "en" },
      handshake: { v: 3 },
    });
    expect(await client.request("me.show")).toEqual({
      anonymous: false,
      claims: { role: "player" },
      handshake: { v: 3 },
      address: "client-0",
      connected: true,
      data: { rating: 1_500, lang: "en" },
    });
    expect(client.status).toMatchObject({ state: "ready", uid: "ann" });
    await t.close();
  });

  it("of nobody answers UNAUTHORIZED where a handler reads the uid", async () => {
    const { t } = await setUp();
    const client = await t.client();
    await expect(client.request("me.who")).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    await t.close();
  });

  it("can be bound once, and is found by its user from then on", async () => {
    const { t, server } = await setUp();
    const client = await t.client();
    await client.request("me.bind", "ann");
    expect(await client.request("me.who")).toBe("ann");
    expect(server.sessions("ann")).toHaveLength(1);
    expect((await server.user("ann").push("me.told", "hi")).delivered).toEqual(["ann"]);
    expect(await client.nextPush("me.told")).toBe("hi");
    await expect(client.request("me.bind", "eve")).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await client.request("me.who")).toBe("ann");
    await t.close();
  });

  it.each(["", "a b", "x".repeat(129), "*"])("can't be bound to %j", async (uid) => {
    const { t } = await setUp();
    const client = await t.client();
    await expect(client.request("me.bind", uid)).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(client.request("me.who")).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    await t.close();
  });

  it("merges data by key, and refuses what its schema refuses", async () => {
    const { t } = await setUp();
    const client = await t.client({ uid: "ann" });
    expect(await client.request("me.set", { rating: 1 })).toEqual({ rating: 1 });
    expect(await client.request("me.set", { lang: "de" })).toEqual({ rating: 1, lang: "de" });
    // The schema's VALIDATION is the handler's bug, not the client's input: it is masked.
    await expect(client.request("me.set", { rating: "x" })).rejects.toMatchObject({ code: "INTERNAL" });
    expect(await client.request("me.show")).toMatchObject({ data: { rating: 1, lang: "de" } });
    await t.close();
  });

  it("hands out data that can't be changed past set", async () => {
    const { t, seen } = await setUp();
    const client = await t.client({ uid: "ann" });
    await client.request("me.who");
    expect(() => Object.assign(seen[0]?.data ?? {}, { rating: 2 })).toThrow(TypeError);
    await t.close();
  });

  it("is found by its id and by its user, one per connection, until it ends", async () => {
    const { t, server, seen } = await setUp();
    const one = await t.client({ uid: "ann" });
    const two = await t.client({ uid: "ann" });
    await one.request("me.who");
    expect(server.session(seen[0]?.id ?? "")).toBe(seen[0]);
    expect(server.sessions("ann")).toHaveLength(2);
    await two.close();
    await t.settle();
    expect(server.sessions("ann")).toEqual([seen[0]]);
    await one.close();
    await t.settle();
    expect(server.sessions("ann")).toEqual([]);
    expect(server.session(seen[0]?.id ?? "")).toBeUndefined();
    await t.close();
  });
});

describe("the end of a session", () => {
  it("runs every close hook once with the cause, even if one throws; late hooks at once", async () => {
    const { t, seen, logger } = await setUp();
    const client = await t.client({ uid: "ann" });
    await client.request("me.who");
    const endings: Ending[] = [];
    const session = seen[0] as Me;
    session.onClose(() => {
      throw new Error("boom");
    });
    session.onClose((ending) => endings.push(ending));
    session.onClose(() => endings.push({ reason: "banned" }))();
    await client.close();
    await t.settle();
    session.onClose((ending) => endings.push(ending));
    expect(endings).toMatchObject([{ reason: "client" }, { reason: "client" }]);
    expect(logger.lines).toContainEqual(
      expect.objectContaining({ level: "error", message: "a session's close hook failed" }),
    );
    await t.close();
  });

  it("by a kick reaches the client with its text, and the client stays away", async () => {
    const { t, server, seen } = await setUp();
    const client = await t.client({ uid: "ann" });
    await client.request("me.who");
    const endings: Ending[] = [];
    seen[0]?.onClose((ending) => endings.push(ending));
    const { delivered } = await server.user("ann").kick("cheating");
    expect(delivered).toEqual(["ann"]);
    await t.settle();
    expect(client.status).toMatchObject({ state: "closed", cause: { reason: "kicked", text: "cheating" } });
    expect(endings).toEqual([{ reason: "kicked", text: "cheating" }]);
    await t.clock.advance(60_000);
    expect(server.sessions("ann")).toEqual([]);
    await expect(client.request("me.who")).rejects.toMatchObject({ code: "FORBIDDEN" });
    await t.close();
  });

  it("by a lost network leaves the session to its client, who goes on with it", async () => {
    const { t, server } = await setUp();
    const client = await t.client({ uid: "ann" });
    const before = client.status.state === "ready" ? client.status.session : "";
    client.disconnect();
    await t.settle();
    expect(client.status.state).toBe("waiting");
    expect(server.sessions("ann").map(({ connected }) => connected)).toEqual([false]);
    const question = client.request("me.who", undefined, { timeoutMs: 60_000 });
    await t.clock.advance(1_000);
    expect(await question).toBe("ann");
    expect(client.status).toMatchObject({ state: "ready", session: before, resumed: true });
    await t.close();
  });
});

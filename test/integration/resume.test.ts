import { createClient } from "@volley/client";
import { defineContract, group, push, request } from "@volley/protocol";
import { encodePing, type Hello } from "@volley/protocol/internal";
import { createServer, type Revoked, type Server, type ServerOptions } from "@volley/server";
import { type TestClient, testCluster } from "@volley/server/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { HELLO, RawClient } from "../support/raw-client.js";
import { recordingLogger } from "../support/recording-logger.js";
import { until } from "../support/until.js";

const Here = z.object({ uid: z.string() });
const contract = defineContract({
  routes: {
    "seat.take": request({ input: z.string() }),
    "seat.show": request({
      output: z.object({ session: z.string(), seat: z.string(), tags: z.array(z.string()), role: z.string() }),
    }),
    "seat.wait": request({ input: z.number(), output: z.number(), parallel: true }),
    "seat.move": request(),
    "seat.kick": request({ input: z.string() }),
  },
  pushes: { "room.said": push(z.string()), "room.came": push(Here), "room.went": push(Here) },
  groups: { "room:{id}": group(["room.said"], { presence: { joined: "room.came", left: "room.went" } }) },
});
type App = Server<typeof contract, Record<string, unknown>>;

/** What the hooks of a server heard. */
function serve(server: App): string[] {
  const heard: string[] = [];
  server.service("seat", {
    take: async ({ input, session }) => {
      await session.join("room:{id}", { id: input });
      await session.set({ seat: input });
      session.tag("seated");
    },
    show: ({ session: { id, data, tags, claims } }) => {
      return { session: id, seat: String(data["seat"]), tags: [...tags], role: String(claims["role"]) };
    },
    wait: ({ input }) => new Promise((resolve) => setTimeout(() => resolve(input), input)),
    move: ({ session }) => session.move(),
    kick: async ({ input }) => void (await server.user(input).kick("out")),
  });
  server.onSessionOpen(() => void heard.push("open"));
  server.onSessionResumed((session) => void heard.push(`resumed ${session.anonymous ? "nobody" : session.uid}`));
  server.onSessionClose((_, { reason }) => void heard.push(`close ${reason}`));
  server.onSessionRevoked(({ uid }) => void heard.push(`revoked ${uid}`));
  return heard;
}

/** Comes back: the network of the client breaks, and its clock goes on until it has tried again. */
async function reconnect(t: { clock: { advance(ms: number): Promise<void> } }, client: TestClient<typeof contract>) {
  client.disconnect();
  await t.clock.advance(0);
  while (client.status.state !== "ready") await t.clock.advance(500);
  return client.status;
}

async function start(server: ServerOptions = {}) {
  let hooks: string[] = [];
  const setUp = (app: unknown): void => {
    hooks = serve(app as App);
  };
  const t = await testCluster(contract, setUp, { server });
  onTestFinished(() => t.close());
  return { t, heard: hooks, server: t.servers[0] as unknown as App };
}

describe("a session whose client lost its connection", () => {
  it("goes on when the client is back: same id, data, tags and groups, and its user never left", async () => {
    const { t, heard, server } = await start();
    const watcher = await t.client({ uid: "bob" });
    await watcher.request("seat.take", "7");
    expect(await watcher.nextPush("room.came")).toEqual({ uid: "bob" });
    const ann = await t.client({ uid: "ann", claims: { role: "player" } });
    await ann.request("seat.take", "7");
    expect(await watcher.nextPush("room.came", { where: ({ uid }) => uid === "ann" })).toEqual({ uid: "ann" });
    const before = await ann.request("seat.show");

    expect(await reconnect(t, ann)).toMatchObject({ state: "ready", session: before.session, resumed: true });
    expect(await ann.request("seat.show")).toEqual(before);
    await server.group("room:{id}", { id: "7" }).push("room.said", "hello");
    expect(await ann.nextPush("room.said")).toBe("hello");
    await t.clock.advance(20_000);
    await watcher.expectNoPush("room.went");
    await watcher.expectNoPush("room.came");
    expect(heard).toEqual(["open", "open", "resumed ann"]);
  });

  it("counts as pending meanwhile", async () => {
    const { t, server } = await start();
    const ann = await t.client({ uid: "ann" });
    ann.disconnect();
    await t.settle();
    expect(await server.users(["ann"]).push("room.said", "x")).toEqual({
      delivered: [],
      pending: ["ann"],
      offline: [],
    });
    expect(server.sessions("ann").map(({ connected }) => connected)).toEqual([false]);
    while (ann.status.state !== "ready") await t.clock.advance(500);
    expect(await server.users(["ann"]).push("room.said", "y")).toMatchObject({ delivered: ["ann"] });
    expect(await ann.nextPush("room.said")).toBe("y");
  });

  it("ends once when its client stays away for longer than the grace, which is told when it is back", async () => {
    const { t, heard, server } = await start({ resume: { graceMs: 5_000 } });
    const ann = await t.client({ uid: "ann", reconnect: { minMs: 6_000, maxMs: 6_000 } });
    ann.disconnect();
    await t.clock.advance(4_999);
    expect([heard, server.sessions().length]).toEqual([["open"], 1]);
    while (ann.status.state !== "ready") await t.clock.advance(500);
    expect(ann.status).toMatchObject({ resumed: false, resumeFailure: "expired" });
    expect(heard).toEqual(["open", "close network", "open"]);
  });

  it("can't be resumed when it is too old", async () => {
    const { t, heard } = await start({ resume: { graceMs: 5_000, maxMs: 10_000 } });
    const ann = await t.client({ uid: "ann" });
    expect(await reconnect(t, ann)).toMatchObject({ resumed: true });
    await t.clock.advance(10_000);
    ann.disconnect();
    await t.settle();
    expect(heard).toEqual(["open", "resumed ann", "close network"]);
  });

  it("ends at once when its client says goodbye, is kicked, or if nothing is kept", async () => {
    const { t, heard, server } = await start();
    await (await t.client({ uid: "ann" })).close();
    await t.settle();
    expect(heard).toEqual(["open", "close client"]);
    const bob = await t.client({ uid: "bob" });
    bob.disconnect();
    await t.settle();
    await server.user("bob").kick("out");
    while (bob.status.state !== "ready") await t.clock.advance(500);
    expect(bob.status).toMatchObject({ resumed: false, resumeFailure: "expired" });
    const off = await start({ resume: false });
    const cat = await off.t.client({ uid: "cat" });
    expect(await reconnect(off.t, cat)).toMatchObject({ resumed: false, resumeFailure: undefined });
    expect(off.heard).toEqual(["open", "close network", "open"]);
  });

  it("doesn't go back into a group that it was taken out of meanwhile", async () => {
    const { t, server } = await start();
    const ann = await t.client({ uid: "ann" });
    await ann.request("seat.take", "7");
    ann.disconnect();
    await server.group("room:{id}", { id: "7" }).create();
    await server.group("room:{id}", { id: "7" }).removeAll();
    while (ann.status.state !== "ready") await t.clock.advance(500);
    await server.group("room:{id}", { id: "7" }).push("room.said", "x");
    await ann.expectNoPush("room.said");
  });

  it("is one session however often the network breaks, and leaves nothing behind", async () => {
    const { t, heard, server } = await start();
    const ann = await t.client({ uid: "ann" });
    const { session } = await ann.request("seat.show");
    for (let n = 0; n < 100; n++) expect(await reconnect(t, ann)).toMatchObject({ session, resumed: true });
    expect(server.sessions()).toHaveLength(1);
    expect(heard.filter((each) => each === "open")).toHaveLength(1);
    await ann.close();
    await t.settle();
    expect(server.sessions()).toHaveLength(0);
  });
});

describe("resume tokens", () => {
  const tokens = new Map([
    ["t-ann", "ann"],
    ["t-bob", "bob"],
  ]);

  async function listen(options: ServerOptions = {}) {
    const logger = recordingLogger();
    const server = createServer(contract, {
      logger,
      anonymous: true,
      authenticate: ({ token }) => {
        const uid = tokens.get(token ?? "");
        return uid === undefined ? null : { uid };
      },
      ...options,
    }) as unknown as App;
    const heard = serve(server);
    const { port } = await server.listen(0, { host: "127.0.0.1" });
    onTestFinished(() => server.close());
    const url = `http://127.0.0.1:${port}`;
    const join = (hello: Partial<Hello> = {}): Promise<RawClient> =>
      new RawClient(url).join({ token: "t-ann", client: "raw", ...hello });
    return { server, heard, url, logger, join };
  }
  interface RawWelcome {
    readonly session: string;
    readonly resumed?: unknown;
    readonly resume?: { readonly token: string; readonly graceMs: number };
  }
  const welcomeOf = (client: RawClient): RawWelcome => client.json("welcome") as RawWelcome;
  const goOn = ({ session, resume }: RawWelcome, mode: "takeover" | "handover" = "takeover"): Partial<Hello> => ({
    resume: { session, token: resume?.token ?? "", mode, positions: [] },
  });
  /** Says something, which proves that the welcome came. */
  const confirm = async (client: RawClient): Promise<void> => {
    client.send(encodePing(1));
    await client.until(() => client.frames.some(({ kind }) => kind === "pong"));
  };

  it("are given to clients with a name only", async () => {
    const { join } = await listen();
    expect(welcomeOf(await join()).resume).toEqual({ token: expect.stringMatching(/^[\w-]{43}$/), graceMs: 120_000 });
    const { client: _, ...nameless } = HELLO;
    const old = await join({ ...nameless, token: "t-ann", client: undefined });
    expect(welcomeOf(old).resume).toBeUndefined();
  });

  it("are good again if the answer was lost, and used up as soon as the next one is known to have come", async () => {
    const { join, heard, server } = await listen();
    const revoked: Revoked[] = [];
    server.onSessionRevoked((each) => revoked.push(each));
    const first = await join();
    first.terminate();
    const second = await join(goOn(welcomeOf(first)));
    second.terminate();
    const third = await join(goOn(welcomeOf(first)));
    expect(welcomeOf(third)).toMatchObject({ session: welcomeOf(first).session, resumed: true });
    await confirm(third);
    const thief = await join({ ...goOn(welcomeOf(first)), token: "t-bob" });
    expect(welcomeOf(thief)).toMatchObject({ resumed: "revoked" });
    expect(welcomeOf(thief).session).not.toBe(welcomeOf(first).session);
    await third.untilClosed();
    expect(third.json("goodbye")).toMatchObject({ reason: "expired" });
    expect(heard.filter((each) => each.startsWith("close") || each.startsWith("revoked"))).toEqual([
      "close expired",
      "revoked ann",
    ]);
    expect(revoked).toEqual([{ session: welcomeOf(first).session, uid: "ann", address: expect.any(String) }]);
    const late = await join(goOn(welcomeOf(third)));
    expect(welcomeOf(late)).toMatchObject({ resumed: "revoked" });
  });

  it("are no identity: another user, or nobody, doesn't get the session, and its owner still does", async () => {
    const { join } = await listen();
    const first = await join();
    for (const token of ["t-bob", null]) {
      const other = await join({ ...goOn(welcomeOf(first)), token });
      expect(welcomeOf(other)).toMatchObject({ resumed: "identity" });
    }
    expect(welcomeOf(await join(goOn(welcomeOf(first))))).toMatchObject({ resumed: true });
    const nobody = await join({ token: null });
    expect(welcomeOf(await join({ ...goOn(welcomeOf(nobody)), token: null }))).toMatchObject({ resumed: true });
    expect(welcomeOf(await join(goOn(welcomeOf(nobody))))).toMatchObject({ resumed: "identity" });
  });

  it("that nobody gave are answered as a session that is gone", async () => {
    const { join, heard } = await listen();
    const first = await join();
    const guessed = await join(goOn({ session: welcomeOf(first).session, resume: { token: "guess", graceMs: 1 } }));
    expect(welcomeOf(guessed)).toMatchObject({ resumed: "expired" });
    expect(welcomeOf(await join(goOn({ ...welcomeOf(first), session: "none" })))).toMatchObject({ resumed: "expired" });
    expect(heard).not.toContain("revoked ann");
  });

  it("bring the connection to one of two that come at once", async () => {
    const { join, server } = await listen();
    const first = await join();
    const { session } = welcomeOf(first);
    const pair = await Promise.all([1, 2].map(() => join(goOn(welcomeOf(first))).catch(() => undefined)));
    await first.untilClosed();
    await until(() => pair.filter((each) => each?.closed === false).length === 1, "one of them is closed");
    expect(server.sessions().map(({ id }) => id)).toEqual([session]);
    expect(server.session(session)?.connected).toBe(true);
  });

  it("take a session over from a connection that still stands, and hand one over with what is under way", async () => {
    const { url, server, heard } = await listen();
    const client = createClient(contract, { url, token: () => "t-ann", logger: recordingLogger() });
    onTestFinished(() => client.close());
    const { session } = await client.request("seat.show");
    const statuses: string[] = [];
    client.onStatus(({ state }) => statuses.push(state));
    const waiting = client.request("seat.wait", 300);
    await client.request("seat.move").result();
    await until(() => heard.includes("resumed ann"), "the session moved");
    const after = client.request("seat.show");
    expect(await waiting).toBe(300);
    expect((await after).session).toBe(session);
    expect(statuses).toEqual(["ready"]);
    expect(client.status).toMatchObject({ resumed: true, session });
    expect(server.sessions()).toHaveLength(1);
  });
});

import type { Status } from "@volley/client";
import { defineContract, push, request, VolleyError } from "@volley/protocol";
import type { Identity, Server, ServerOptions } from "@volley/server";
import { type TestClientOptions, testCluster } from "@volley/server/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { recordingLogger } from "../support/recording-logger.js";

const contract = defineContract({
  routes: {
    "me.show": request({ output: z.object({ session: z.string(), uid: z.string(), serial: z.number() }) }),
    "me.bind": request({ input: z.string() }),
  },
  pushes: { "me.news": push(z.string()) },
});
type App = Server<typeof contract, Record<string, unknown>>;

/** Tokens of these tests: `uid.serial.life`, good for `life` ms from when they are made. */
interface Issuer {
  /** What was made so far. */
  made: number;
  /** What the next tokens are. */
  uid: string | null;
  fails: boolean;
}

const LIFE_MS = 60_000;

/** Says where a client stands, and why. */
function describeStatus(status: Status): string {
  if (status.state === "closed") return status.cause.reason;
  return status.state === "waiting" ? status.cause.message : status.state;
}

/** Starts a server whose tokens live for a minute, and what issues them to the clients. */
async function start(options: ServerOptions = {}, nodes = 1) {
  const issuer: Issuer = { made: 0, uid: "ann", fails: false };
  const heard: string[] = [];
  let now = (): number => 0;
  const authenticate: ServerOptions["authenticate"] = ({ token }) => {
    const [uid = "", serial, at] = (token ?? "").split("/");
    if (token === null || uid === "bad") return null;
    const issuedAt = Number(at);
    return { uid, claims: { serial: Number(serial) }, issuedAt, expiresAt: issuedAt + LIFE_MS, tokenId: `t${serial}` };
  };
  const logger = recordingLogger();
  const setUp = (server: App): void => {
    server.service("me", {
      show: ({ session: { id, uid, claims } }) => ({ session: id, uid, serial: Number(claims["serial"]) }),
      bind: ({ input, session }) => session.bind(input),
    });
    server.onSessionOpen(() => void heard.push("open"));
    server.onSessionRefreshed(({ uid, claims }) => void heard.push(`refreshed ${uid} ${String(claims["serial"])}`));
    server.onSessionResumed(({ uid }) => void heard.push(`resumed ${uid}`));
    server.onSessionClose((_, { reason }) => void heard.push(`close ${reason}`));
  };
  const t = await testCluster(contract, setUp as never, { server: { authenticate, logger, ...options }, nodes });
  now = () => t.clock.now();
  onTestFinished(() => t.close());
  const token = (): string | null => {
    if (issuer.fails) throw new VolleyError("UNAVAILABLE", "the issuer is down");
    return issuer.uid === null ? null : `${issuer.uid}/${++issuer.made}/${now()}`;
  };
  const client = async (own: TestClientOptions<never> = {}) => {
    const made = await t.client({ token, ...own });
    const states: string[] = [];
    made.onStatus((status) => states.push(describeStatus(status)));
    return { client: made, states };
  };
  return { t, issuer, heard, client, logger, server: t.servers[0] as unknown as App };
}

describe("a token that runs out", () => {
  it("is refreshed for an hour without a reconnect: same session, new claims each time", async () => {
    const { t, issuer, heard, client } = await start();
    const ann = await client();
    const before = await ann.client.request("me.show");
    await t.clock.advance(3_600_000);
    const after = await ann.client.request("me.show");
    expect(ann.states).toEqual([]);
    expect(after).toEqual({ ...before, serial: issuer.made });
    const refreshes = heard.filter((line) => line.startsWith("refreshed"));
    expect(heard).toEqual(["open", ...refreshes]);
    expect(refreshes.length).toBe(issuer.made - 1);
    expect(refreshes.length).toBeGreaterThan(3_600_000 / (LIFE_MS * 0.9) - 1);
    expect(refreshes.length).toBeLessThan(3_600_000 / (LIFE_MS * 0.7) + 1);
  });

  it("is refreshed when token() fails for a while: it tries again, and nothing breaks", async () => {
    const { t, issuer, heard, client } = await start();
    const ann = await client();
    issuer.fails = true;
    await t.clock.advance(LIFE_MS);
    expect(ann.states).toEqual([]);
    issuer.fails = false;
    await t.clock.advance(24_000);
    expect(ann.states).toEqual([]);
    expect(heard).toEqual(["open", expect.stringMatching(/^refreshed ann/)]);
  });

  it("ends the connection as expired after the grace; the client comes back to its session with a fresh one", async () => {
    const { t, issuer, heard, client } = await start();
    const ann = await client();
    const before = await ann.client.request("me.show");
    issuer.fails = true;
    await t.clock.advance(LIFE_MS + 24_999);
    expect(ann.states).toEqual([]);
    await t.clock.advance(1);
    expect(ann.states[0]).toMatch("expired");
    issuer.fails = false;
    await t.clock.advance(20_000);
    expect(ann.client.status).toMatchObject({ state: "ready", resumed: true });
    expect(await ann.client.request("me.show")).toMatchObject({ session: before.session, uid: "ann" });
    expect(heard).toEqual(["open", "resumed ann"]);
    await t.clock.advance(600_000);
    expect(ann.client.status.state).toBe("ready");
    expect(heard.filter((line) => line.startsWith("resumed"))).toHaveLength(1);
  });

  it("lasts as long as `auth.refreshGraceMs` says, and ends the session where nothing is kept", async () => {
    const { t, issuer, heard, client } = await start({ auth: { refreshGraceMs: 1_000 }, resume: false });
    const ann = await client();
    issuer.fails = true;
    await t.clock.advance(LIFE_MS + 1_000);
    expect(ann.states[0]).toMatch("expired");
    expect(heard).toEqual(["open", "close expired"]);
  });

  it("isn't replaced by somebody else's: the session ends as unauthorized", async () => {
    for (const uid of ["bob", null]) {
      const { t, issuer, heard, client } = await start({ anonymous: true });
      const ann = await client();
      issuer.uid = uid;
      await t.clock.advance(LIFE_MS);
      expect(ann.states).toEqual(["unauthorized"]);
      expect(heard).toEqual(["open", "close unauthorized"]);
    }
  });

  it("lasts to its end when the next one is no good, and a good one is still taken", async () => {
    const { t, issuer, heard, client } = await start();
    const ann = await client();
    issuer.uid = "bad";
    await t.clock.advance(LIFE_MS);
    expect(ann.states).toEqual([]);
    issuer.uid = "ann";
    await t.clock.advance(24_000);
    expect(ann.states).toEqual([]);
    expect(heard).toHaveLength(2);
  });

  it("is looked at by the validators of the handshake again, who may end the session", async () => {
    const { t, heard, client, server } = await start();
    const ann = await client();
    server.onHandshake(({ token }) => {
      if (token !== null) throw new VolleyError("FORBIDDEN", "not now");
    });
    await t.clock.advance(LIFE_MS);
    expect(ann.states).toEqual(["unauthorized"]);
    expect(heard).toEqual(["open", "close unauthorized"]);
  });

  it("ends the session when a hook refuses the new claims, and is tried again when the hook only failed", async () => {
    const { t, client, server, logger } = await start();
    const ann = await client();
    let thrown: Error | undefined = new Error("the database is away");
    server.onSessionRefreshed(() => {
      if (thrown !== undefined) throw thrown;
    });
    await t.clock.advance(LIFE_MS);
    expect(ann.states).toEqual([]);
    expect(logger.lines.some(({ message }) => message.includes("onSessionRefreshed"))).toBe(true);
    thrown = undefined;
    await t.clock.advance(120_000);
    expect(ann.states).toEqual([]);
    thrown = new VolleyError("FORBIDDEN", "no role any more");
    await t.clock.advance(LIFE_MS);
    expect(ann.states).toEqual(["unauthorized"]);
  });

  it("needs no refresh when it doesn't say when it ends", async () => {
    const { t, heard, client } = await start({
      authenticate: ({ token }) => ({ uid: (token ?? "").split("/")[0] ?? "" }),
    });
    const ann = await client();
    await t.clock.advance(86_400_000);
    expect(ann.states).toEqual([]);
    expect(heard).toEqual(["open"]);
  });
});

describe("a revocation", () => {
  it("ends a user's sessions on all nodes, and keeps the tokens of before outside", async () => {
    const { t, heard, client, server } = await start({}, 3);
    const here = [await client({ node: 0 }), await client({ node: 1 }), await client({ node: 2 })];
    const now = t.clock.now();
    const old = () => `ann/9/${now}`;
    await t.clock.advance(10);
    await server.revoke({ uid: "ann" });
    await t.settle();
    expect(here.map(({ states }) => states)).toEqual([["revoked"], ["revoked"], ["revoked"]]);
    expect(heard.filter((line) => line === "close revoked")).toHaveLength(3);
    for (const node of [0, 1, 2]) {
      await expect(t.client({ node, token: old })).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    }
  });

  it("lets the user in again with a token from later, and leaves that session alone", async () => {
    const { t, client, server } = await start({}, 2);
    await server.revoke({ uid: "ann" });
    await t.clock.advance(1);
    const again = await client({ node: 1 });
    await t.clock.advance(600_000);
    expect(again.states).toEqual([]);
  });

  it("of one token leaves the user's others alone", async () => {
    const { t, issuer, client, server } = await start({}, 2);
    const phone = await client({ node: 0 });
    const laptop = await client({ node: 1 });
    expect(issuer.made).toBe(2);
    await server.revoke({ tokenId: "t1" });
    await t.settle();
    expect([phone.states, laptop.states]).toEqual([["revoked"], []]);
  });

  it("ends sessions that wait for their client: nobody can go on with them, not even with a fresh token", async () => {
    const { t, heard, client, server } = await start({}, 2);
    const ann = await client({ node: 0, reconnect: { minMs: 30_000, maxMs: 30_000 } });
    const before = await ann.client.request("me.show");
    ann.client.disconnect();
    await t.clock.advance(10);
    await server.revoke({ uid: "ann" });
    await t.clock.advance(40_000);
    expect(heard).toContain("close revoked");
    expect(ann.client.status).toMatchObject({ state: "ready", resumed: false, resumeFailure: "expired" });
    expect((await ann.client.request("me.show")).session).not.toBe(before.session);
  });

  it("refuses a fresh token, too", async () => {
    const { t, issuer, client, server } = await start();
    const ann = await client();
    await server.revoke({ tokenId: `t${issuer.made + 1}` });
    await t.clock.advance(LIFE_MS);
    expect(ann.states).toEqual(["revoked"]);
  });

  it("ends sessions that a handler has bound before it, and none that it binds later", async () => {
    const { t, client, server } = await start({ anonymous: true });
    const [early, late] = [await client({ token: () => null }), await client({ token: () => null })];
    await early.client.request("me.bind", "ann");
    await t.clock.advance(10);
    await server.revoke({ uid: "ann" });
    await t.clock.advance(10);
    await late.client.request("me.bind", "ann");
    await t.clock.advance(60_000);
    expect([early.states, late.states]).toEqual([["revoked"], []]);
  });

  it("keeps users outside whose tokens don't say when they were issued, as long as it is kept", async () => {
    const authenticate: ServerOptions["authenticate"] = ({ token }): Identity => ({ uid: token ?? "" });
    const { t, server } = await start({ authenticate, auth: { maxTokenMs: 3_600_000 } });
    const token = () => "ann";
    await server.revoke({ uid: "ann" });
    await t.clock.advance(3_590_000);
    await expect(t.client({ token })).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    await t.clock.advance(20_000);
    await expect(t.client({ token })).resolves.toBeDefined();
  });
});

describe("who nobody is", () => {
  it("can't become somebody by a refresh, and stays as long as it likes", async () => {
    const { t, client } = await start({ anonymous: true });
    const { states } = await client({ token: () => null });
    await t.clock.advance(86_400_000);
    expect(states).toEqual([]);
  });

  it("has to sign in within `timeouts.bindMs`, over however many connections", async () => {
    const { t, heard, client } = await start({ anonymous: true, timeouts: { bindMs: 10_000 } });
    const token = () => null;
    const [idle, signed, lost] = [await client({ token }), await client({ token }), await client({ token })];
    await signed.client.request("me.bind", "ann");
    await t.clock.advance(5_000);
    lost.client.disconnect();
    await t.clock.advance(4_999);
    expect(idle.states).toEqual([]);
    await t.clock.advance(1);
    expect([idle.states.at(-1), signed.states, lost.states.at(-1)]).toEqual(["unauthorized", [], "unauthorized"]);
    expect(heard.filter((line) => line === "close unauthorized")).toHaveLength(2);
  });

  it.each([
    ["a guest's", { uid: "guest-1" }],
    ["no uid", { uid: "a b" }],
    ["a number", { uid: 1 }],
    ["a time that is none", { uid: "ann", expiresAt: Number.NaN }],
    ["a token without a name", { uid: "ann", tokenId: "" }],
  ])("isn't let in by an authenticate whose uid is %s", async (_, who) => {
    const { t, logger } = await start({ authenticate: () => who as never });
    await expect(t.client({ token: () => "secret-token" })).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    expect(logger.lines.filter(({ level }) => level === "error")).toHaveLength(1);
  });

  it("may be a guest when authenticate says so", async () => {
    const { t } = await start({ authenticate: () => ({ uid: "guest-1", guest: true }) });
    await expect(t.client({ token: () => "token" })).resolves.toBeDefined();
  });
});

describe("tokens", () => {
  it("never reach a log, whatever becomes of them", async () => {
    const lines = recordingLogger();
    const { t, issuer, client, server, logger } = await start();
    const ann = await client({ debug: true, logger: lines });
    await t.clock.advance(LIFE_MS);
    issuer.uid = "bad";
    await t.clock.advance(LIFE_MS);
    issuer.uid = "ann";
    await t.clock.advance(LIFE_MS);
    await server.revoke({ uid: "ann" });
    await expect(t.client({ token: () => "bad/secret" })).rejects.toThrow();
    expect(ann.states.at(-1)).toBe("revoked");
    const text = JSON.stringify([lines.lines, logger.lines]);
    expect(text).toContain("refresh #");
    expect(text).not.toMatch(/(ann|bad)\/\w/);
  });
});

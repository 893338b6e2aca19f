import { VolleyError } from "@volley/protocol";
import { describe, expect, it } from "vitest";
import { LIFE_MS, startAuth } from "../support/auth-rig.js";
import { recordingLogger } from "../support/recording-logger.js";

describe("a token that runs out", () => {
  it("is refreshed for an hour without a reconnect: same session, new claims each time", async () => {
    const { t, issuer, heard, client } = await startAuth();
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
    const { t, issuer, heard, client } = await startAuth();
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
    const { t, issuer, heard, client } = await startAuth();
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
    const { t, issuer, heard, client } = await startAuth({ auth: { refreshGraceMs: 1_000 }, resume: false });
    const ann = await client();
    issuer.fails = true;
    await t.clock.advance(LIFE_MS + 1_000);
    expect(ann.states[0]).toMatch("expired");
    expect(heard).toEqual(["open", "close expired"]);
  });

  it("isn't replaced by somebody else's: the session ends as unauthorized", async () => {
    for (const uid of ["bob", null]) {
      const { t, issuer, heard, client } = await startAuth({ anonymous: true });
      const ann = await client();
      issuer.uid = uid;
      await t.clock.advance(LIFE_MS);
      expect(ann.states).toEqual(["unauthorized"]);
      expect(heard).toEqual(["open", "close unauthorized"]);
    }
  });

  it("lasts to its end when the next one is no good, and a good one is still taken", async () => {
    const { t, issuer, heard, client } = await startAuth();
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
    const { t, heard, client, server } = await startAuth();
    const ann = await client();
    server.onHandshake(({ token }) => {
      if (token !== null) throw new VolleyError("FORBIDDEN", "not now");
    });
    await t.clock.advance(LIFE_MS);
    expect(ann.states).toEqual(["unauthorized"]);
    expect(heard).toEqual(["open", "close unauthorized"]);
  });

  it("ends the session when a hook refuses the new claims, and is tried again when the hook only failed", async () => {
    const { t, client, server, logger } = await startAuth();
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
    const { t, heard, client } = await startAuth({
      authenticate: ({ token }) => ({ uid: (token ?? "").split("/")[0] ?? "" }),
    });
    const ann = await client();
    await t.clock.advance(7_200_000);
    expect(ann.states).toEqual([]);
    expect(heard).toEqual(["open"]);
  });
});

describe("who nobody is", () => {
  it("can't become somebody by a refresh, and stays as long as it likes", async () => {
    const { t, client } = await startAuth({ anonymous: true });
    const { states } = await client({ token: () => null });
    await t.clock.advance(7_200_000);
    expect(states).toEqual([]);
  });

  it("has to sign in within `timeouts.bindMs`, over however many connections", async () => {
    const { t, heard, client } = await startAuth({ anonymous: true, timeouts: { bindMs: 10_000 } });
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
    const { t, logger } = await startAuth({ authenticate: () => who as never });
    await expect(t.client({ token: () => "secret-token" })).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    expect(logger.lines.filter(({ level }) => level === "error")).toHaveLength(1);
  });

  it("may be a guest when authenticate says so", async () => {
    const { t } = await startAuth({ authenticate: () => ({ uid: "guest-1", guest: true }) });
    await expect(t.client({ token: () => "token" })).resolves.toBeDefined();
  });
});

describe("tokens", () => {
  it("never reach a log, whatever becomes of them", async () => {
    const lines = recordingLogger();
    const { t, issuer, client, server, logger } = await startAuth();
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

import type { Identity, ServerOptions } from "@volley/server";
import { describe, expect, it } from "vitest";
import { LIFE_MS, startAuth } from "../support/auth-rig.js";

describe("a revocation", () => {
  it("ends a user's sessions on all nodes, and keeps the tokens of before outside", async () => {
    const { t, heard, client, server } = await startAuth({}, 3);
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
    const { t, client, server } = await startAuth({}, 2);
    await server.revoke({ uid: "ann" });
    await t.clock.advance(1);
    const again = await client({ node: 1 });
    await t.clock.advance(600_000);
    expect(again.states).toEqual([]);
  });

  it("of one token leaves the user's others alone", async () => {
    const { t, issuer, client, server } = await startAuth({}, 2);
    const phone = await client({ node: 0 });
    const laptop = await client({ node: 1 });
    expect(issuer.made).toBe(2);
    await server.revoke({ tokenId: "t1" });
    await t.settle();
    expect([phone.states, laptop.states]).toEqual([["revoked"], []]);
  });

  it("ends sessions that wait for their client: nobody can go on with them, not even with a fresh token", async () => {
    const { t, heard, client, server } = await startAuth({}, 2);
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
    const { t, issuer, client, server } = await startAuth();
    const ann = await client();
    await server.revoke({ tokenId: `t${issuer.made + 1}` });
    await t.clock.advance(LIFE_MS);
    expect(ann.states).toEqual(["revoked"]);
  });

  it("ends sessions that a handler has bound before it, and none that it binds later", async () => {
    const { t, client, server } = await startAuth({ anonymous: true });
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
    const { t, server } = await startAuth({ authenticate, auth: { maxTokenMs: 3_600_000 } });
    const token = () => "ann";
    await server.revoke({ uid: "ann" });
    await t.clock.advance(3_590_000);
    await expect(t.client({ token })).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    await t.clock.advance(20_000);
    await expect(t.client({ token })).resolves.toBeDefined();
  });
});

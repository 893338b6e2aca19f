import { ManualClock } from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";
import { ec, encode, es, hs, jwkOf, rs, rsa, signedBy } from "./jwt-tokens.fixture.js";
import { createJwtVerifier } from "./jwt-verifier.js";

const NOW = Date.UTC(2026, 0, 1);
const RSA = jwkOf(rsa.publicKey, { kid: "one", alg: "RS256", use: "sig" });
const EC = jwkOf(ec.publicKey, { kid: "two", use: "sig" });
const byRsa = (kid?: string) => signedBy(rs(), { header: { alg: "RS256", kid } });
const byEc = (kid?: string) => signedBy(es(), { header: { alg: "ES256", kid } });
const UNAVAILABLE = expect.objectContaining({ code: "UNAVAILABLE" });

/** A server of keys that the test answers for. */
function start() {
  const clock = new ManualClock({ startedAt: NOW });
  const server = { keys: [RSA] as unknown[], fetches: 0, answer: async (): Promise<Response> => json() };
  const json = (): Response => Response.json({ keys: server.keys });
  const fetch = (async (_: URL, { signal }: RequestInit) => {
    server.fetches++;
    const aborted = new Promise<never>((_, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason as Error));
    });
    return Promise.race([server.answer(), aborted]);
  }) as typeof globalThis.fetch;
  const options = { jwksUrl: "https://issuer.example/keys", issuer: "https://issuer.example", audience: "duel" };
  const verify = createJwtVerifier({ ...options, maxTokenAgeMs: 86_400_000 }, { clock, fetch });
  return { clock, server, verify: (token: string) => verify({ token }) };
}

describe("keys from a URL", () => {
  it("are fetched once, when the first token comes, and serve many", async () => {
    const { server, verify } = start();
    expect(server.fetches).toBe(0);
    const all = await Promise.all(Array.from({ length: 100 }, () => verify(byRsa("one"))));
    expect(new Set(all.map((who) => who?.uid))).toEqual(new Set(["ann"]));
    expect(server.fetches).toBe(1);
  });

  it("are fetched at most once per 30 s for tokens of 1,000 unknown keys, none of which is taken", async () => {
    const { server, clock, verify } = start();
    await verify(byRsa("one"));
    for (let n = 0; n < 1_000; n++) {
      expect(await verify(byEc(`unknown-${n}`))).toBeNull();
      await clock.advance(100);
    }
    // 100 s went by.
    expect(server.fetches).toBeLessThanOrEqual(4);
    expect(await verify(byRsa("one"))).toMatchObject({ uid: "ann" });
  });

  it("are fetched again when they were changed", async () => {
    const { server, clock, verify } = start();
    await verify(byRsa("one"));
    await clock.advance(31_000);
    server.keys = [EC];
    expect(await verify(byEc("two"))).toMatchObject({ uid: "ann" });
    expect(await verify(byRsa("one"))).toBeNull();
    expect(server.fetches).toBe(2);
  });

  it("serve ten minutes: a key that was taken away doesn't last longer", async () => {
    const { server, clock, verify } = start();
    await verify(byRsa("one"));
    server.keys = [EC];
    await clock.advance(540_000);
    expect(await verify(byRsa("one"))).toMatchObject({ uid: "ann" });
    await clock.advance(61_000);
    expect(await verify(byRsa("one"))).toBeNull();
  });

  it.each([
    ["down", () => Promise.reject(new Error("ECONNREFUSED"))],
    ["broken", async () => new Response("oops", { status: 500 })],
    ["somewhere else", async () => new Response("<html>")],
    ["without keys", async () => Response.json({ keys: "none" })],
    ["endless", async () => new Response("x".repeat(300_000))],
  ])("let clients try again when their server is %s, and hardly ask it", async (_, answer) => {
    const { server, clock, verify } = start();
    server.answer = answer;
    for (let n = 0; n < 100; n++) {
      await expect(verify(byRsa("one"))).rejects.toEqual(UNAVAILABLE);
      await clock.advance(100);
    }
    expect(server.fetches).toBeLessThanOrEqual(3);
    server.answer = async () => Response.json({ keys: [RSA] });
    await clock.advance(5_000);
    expect(await verify(byRsa("one"))).toMatchObject({ uid: "ann" });
  });

  it("aren't waited for longer than 5 s", async () => {
    const { server, clock, verify } = start();
    server.answer = () => new Promise(() => {});
    const verified = verify(byRsa("one"));
    const rejected = expect(verified).rejects.toEqual(UNAVAILABLE);
    await clock.advance(5_000);
    await rejected;
    expect(clock.pending).toBe(0);
  });

  it("that are there serve on when a new one can't be fetched", async () => {
    const { server, clock, verify } = start();
    await verify(byRsa("one"));
    await clock.advance(31_000);
    server.answer = () => Promise.reject(new Error("ECONNREFUSED"));
    await expect(verify(byEc("two"))).rejects.toEqual(UNAVAILABLE);
    expect(await verify(byEc("two"))).toBeNull();
    expect(await verify(byRsa("one"))).toMatchObject({ uid: "ann" });
  });

  it("are tried one by one for a token that doesn't say its own", async () => {
    const { server, verify } = start();
    const other = jwkOf(ec.publicKey, { kid: "x" });
    server.keys = [RSA, other, jwkOf(ec.publicKey, { kid: "y" })];
    expect(await verify(byEc())).toMatchObject({ uid: "ann" });
    expect(await verify(byRsa())).toMatchObject({ uid: "ann" });
  });

  it("are no secrets: HS256 is refused, whatever the set says, as are keys for something else", async () => {
    const { server, verify } = start();
    const pem = rsa.publicKey.export({ format: "pem", type: "spki" }) as string;
    server.keys = [
      { kty: "oct", k: encode(pem), kid: "one", alg: "HS256" },
      { ...RSA, kid: "enc", use: "enc" },
    ];
    expect(await verify(signedBy(hs(pem), { header: { alg: "HS256", kid: "one" } }))).toBeNull();
    expect(await verify(byRsa("enc"))).toBeNull();
    expect(await verify(byRsa("one"))).toBeNull();
  });
});

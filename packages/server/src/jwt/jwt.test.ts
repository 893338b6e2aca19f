import { ManualClock } from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";
import type { JwtOptions } from "./jwt-options.js";
import { ec, es, GOOD, hs, jwkOf, NOW, nowSeconds, rs, rsa, SECRET, signedBy } from "./jwt-tokens.fixture.js";
import { createJwtVerifier } from "./jwt-verifier.js";

const OLD = "the secret before, thirty-two characters";
const clock = new ManualClock({ startedAt: NOW });
const fetch = () => Promise.reject(new Error("nothing is to be fetched"));
const verify = (options: JwtOptions, token: string) => createJwtVerifier(options, { clock, fetch })({ token });
const parties = { issuer: false, audience: false } as const;

describe("jwt()", () => {
  it("tells uid, claims, times and the token's id", async () => {
    const token = signedBy(hs(), { payload: { ...GOOD, jti: "t1", nbf: nowSeconds } });
    expect(await verify({ secret: SECRET }, token)).toEqual({
      uid: "ann",
      claims: { role: "player" },
      expiresAt: GOOD.exp * 1_000,
      issuedAt: GOOD.iat * 1_000,
      tokenId: "t1",
    });
  });

  it("takes tokens of the secret before while the secret is being changed", async () => {
    const token = signedBy(hs(OLD));
    expect(await verify({ secret: SECRET, previousSecrets: [OLD] }, token)).toMatchObject({ uid: "ann" });
    expect(await verify({ secret: SECRET }, token)).toBeNull();
    expect(await verify({ secret: new TextEncoder().encode(OLD) }, token)).toMatchObject({ uid: "ann" });
  });

  it.each([
    ["PEM", rsa.publicKey.export({ format: "pem", type: "spki" }) as string],
    ["a KeyObject", rsa.publicKey],
    ["a JSON Web Key", jwkOf(rsa.publicKey)],
  ])("takes a public key as %s", async (_, publicKey) => {
    const options = { publicKey: publicKey as never, ...parties };
    expect(await verify(options, signedBy(rs(), { header: { alg: "RS256" } }))).toMatchObject({ uid: "ann" });
  });

  it("takes what a key on a curve signs", async () => {
    const token = signedBy(es(), { header: { alg: "ES256" } });
    expect(await verify({ publicKey: ec.publicKey, ...parties }, token)).toMatchObject({ uid: "ann" });
  });

  it("asks for the app's own uid and claims", async () => {
    const options = {
      secret: SECRET,
      uid: ({ email }: { readonly [member: string]: unknown }) => String(email).replace("@", "."),
      claims: ({ role }: { readonly [member: string]: unknown }) => ({ is: role }),
    };
    const mapped = await verify(options, signedBy(hs(), { payload: { ...GOOD, email: "ann@duel" } }));
    expect(mapped).toMatchObject({ uid: "ann.duel", claims: { is: "player" } });
    expect(await verify(options, signedBy(hs(), { payload: { ...GOOD, email: "@ @" } }))).toBeNull();
    expect(await verify({ secret: SECRET, uid: () => undefined }, signedBy(hs()))).toBeNull();
  });

  it("takes uids of guests only when it is told that the issuer signs for them", async () => {
    const token = signedBy(hs(), { payload: { ...GOOD, sub: "guest-1" } });
    expect(await verify({ secret: SECRET }, token)).toBeNull();
    expect(await verify({ secret: SECRET, uid: () => "guest-1" }, signedBy(hs()))).toBeNull();
    expect(await verify({ secret: SECRET, guests: true }, token)).toMatchObject({ uid: "guest-1", guest: true });
  });

  it("lets clocks differ a little, and no token be younger than now", async () => {
    const late = signedBy(hs(), {
      payload: { ...GOOD, exp: nowSeconds - 29, nbf: nowSeconds + 29, iat: nowSeconds + 29 },
    });
    expect(await verify({ secret: SECRET }, late)).toMatchObject({ expiresAt: NOW - 29_000, issuedAt: NOW });
    expect(await verify({ secret: SECRET, clockToleranceMs: 10_000 }, late)).toBeNull();
  });

  it("lets tokens be only so old, and ends them then", async () => {
    const options = { secret: SECRET, maxTokenAgeMs: 60_000, clockToleranceMs: 0 };
    const at = (iat: number) => signedBy(hs(), { payload: { ...GOOD, iat } });
    expect(await verify(options, at(nowSeconds - 61))).toBeNull();
    expect(await verify(options, signedBy(hs(), { payload: { ...GOOD, iat: undefined } }))).toBeNull();
    expect(await verify(options, at(nowSeconds - 59))).toMatchObject({ expiresAt: NOW + 1_000 });
  });

  it("wants the type that it is told", async () => {
    const typed = (typ?: string) => signedBy(hs(), { header: { alg: "HS256", typ } });
    for (const typ of [undefined, "JWT", "jwt", "at+jwt"]) {
      expect(await verify({ secret: SECRET }, typed(typ))).toMatchObject({ uid: "ann" });
    }
    expect(await verify({ secret: SECRET, typ: "at+jwt" }, typed("application/at+jwt"))).toMatchObject({ uid: "ann" });
    expect(await verify({ secret: SECRET, typ: "at+jwt" }, typed("JWT"))).toBeNull();
    expect(await verify({ secret: SECRET, typ: "at+jwt" }, typed())).toBeNull();
  });
});

import { ManualClock } from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";
import {
  ec,
  encode,
  GOOD,
  hs,
  jwkOf,
  NOW,
  nowSeconds,
  rs,
  rsa,
  SECRET,
  signedBy,
  type TokenParts,
} from "./jwt-tokens.fixture.js";
import { createJwtVerifier } from "./jwt-verifier.js";

const ports = {
  clock: new ManualClock({ startedAt: NOW }),
  fetch: () => Promise.reject(new Error("nothing is to be fetched")),
};
const rules = { issuer: "https://issuer.example", audience: "duel" };
const bySecret = createJwtVerifier({ secret: SECRET, ...rules }, ports);
const byKey = createJwtVerifier({ publicKey: rsa.publicKey, ...rules }, ports);

const token = (payload: object, header: object = { alg: "HS256", typ: "JWT" }): string =>
  signedBy(hs(), { header, payload });
const without = (member: string): object =>
  Object.fromEntries(Object.entries(GOOD).filter(([name]) => name !== member));
const headed = (header: object): string => token(GOOD, { alg: "HS256", typ: "JWT", ...header });
const good = token(GOOD);
const [head = "", body = "", signature = ""] = good.split(".");
const pem = rsa.publicKey.export({ format: "pem", type: "spki" });
const byRsa = (parts: TokenParts): string => signedBy(rs(), parts);

const BAD: readonly (readonly [why: string, token: string])[] = [
  ["alg none, without a signature", `${encode({ alg: "none" })}.${body}.`],
  ["alg none, with one", `${encode({ alg: "none" })}.${body}.${signature}`],
  ["alg None, in other letters", signedBy(hs(), { header: { alg: "NoNe" } })],
  ["no alg", signedBy(hs(), { header: { typ: "JWT" } })],
  ["an alg that isn't asked for", signedBy(hs(SECRET, "sha512"), { header: { alg: "HS512", typ: "JWT" } })],
  ["an alg that doesn't exist", signedBy(hs(), { header: { alg: "XX256" } })],
  ["an alg that is a list", signedBy(hs(), { header: { alg: ["HS256"] } })],
  ["another secret", signedBy(hs(SECRET.toUpperCase()))],
  ["no secret", signedBy(hs(""))],
  ["a signature of another token", `${head}.${encode({ ...GOOD, sub: "bob" })}.${signature}`],
  ["a header of another token", `${encode({ alg: "HS256", typ: "JWT", kid: "1" })}.${body}.${signature}`],
  ["a signature that is cut", `${head}.${body}.${signature.slice(0, -4)}`],
  ["no signature", `${head}.${body}.`],
  ["two parts", `${head}.${body}`],
  ["one part", head],
  ["parts that come twice", `${good}.${good}`],
  ["four parts", `${good}.${signature}`],
  [
    "five parts, as encrypted ones have",
    `${encode({ alg: "dir", enc: "A256GCM" })}..${signature}.${body}.${signature}`,
  ],
  ["nothing", ""],
  ["blanks", "   "],
  ["dots", ".."],
  ["a blank before it", ` ${good}`],
  ["a line feed behind it", `${good}\n`],
  ["the scheme of an HTTP header", `Bearer ${good}`],
  ["letters of plain base64", `${head}.${body}.${signature.slice(0, -1)}=`],
  ["more than 4,096 characters", token({ ...GOOD, pad: "x".repeat(4_096) })],
  ["no exp", token(without("exp"))],
  ["an exp that is a text", token({ ...GOOD, exp: String(GOOD.exp) })],
  ["an exp beyond all numbers", signedBy(hs(), { payload: JSON.stringify(GOOD).replace(String(GOOD.exp), "1e999") })],
  ["an exp that is over", token({ ...GOOD, exp: nowSeconds - 31 })],
  ["an nbf to come", token({ ...GOOD, nbf: nowSeconds + 31 })],
  ["an nbf that is a text", token({ ...GOOD, nbf: "soon" })],
  ["an iat to come", token({ ...GOOD, iat: nowSeconds + 31 })],
  ["an iat that is a text", token({ ...GOOD, iat: "now" })],
  ["another issuer", token({ ...GOOD, iss: "https://issuer.example.evil" })],
  ["no issuer", token(without("iss"))],
  ["another audience", token({ ...GOOD, aud: "chess" })],
  ["audiences without this one", token({ ...GOOD, aud: ["chess", "duel2"] })],
  ["no audience", token(without("aud"))],
  ["no sub", token(without("sub"))],
  ["an empty sub", token({ ...GOOD, sub: "" })],
  ["a sub that is a number", token({ ...GOOD, sub: 42 })],
  ["a sub that is an object", token({ ...GOOD, sub: { toString: "ann" } })],
  ["a sub with a blank", token({ ...GOOD, sub: "ann smith" })],
  ["a sub with braces", token({ ...GOOD, sub: "{ann}" })],
  ["a sub with a line feed", token({ ...GOOD, sub: "ann\n" })],
  ["a sub with other letters", token({ ...GOOD, sub: "änn" })],
  ["a sub of 129 letters", token({ ...GOOD, sub: "a".repeat(129) })],
  ["a sub of a guest", token({ ...GOOD, sub: "guest-ann" })],
  ["another type", token(GOOD, { alg: "HS256", typ: "logout+jwt" })],
  ["a type that is no text", token(GOOD, { alg: "HS256", typ: 1 })],
  ["a crit header", headed({ crit: ["exp"], exp: 1 })],
  ["a crit header that is empty", headed({ crit: [] })],
  ["a payload that isn't encoded", headed({ b64: false, crit: ["b64"] })],
  ["b64 that isn't critical", headed({ b64: false })],
  ["a key of its own", headed({ jwk: { kty: "oct", k: encode(SECRET) } })],
  ["a URL of keys of its own", headed({ jku: "https://evil.example/keys" })],
  ["a URL of a certificate of its own", headed({ x5u: "https://evil.example/cert" })],
  ["a kid that is a path", signedBy(hs(""), { header: { alg: "HS256", kid: "../../../../dev/null" } })],
  ["a kid that is an object", headed({ kid: { $ne: 1 } })],
  ["a kid that is too long", headed({ kid: "k".repeat(257) })],
  ["a payload that is a list", token([GOOD])],
  ["a payload that is a text", signedBy(hs(), { payload: `"ann"` })],
  ["a payload that is no JSON", signedBy(hs(), { payload: "ann" })],
  ["a header that is no JSON", `${encode("alg")}.${body}.${signature}`],
  ["a header that is null", `${encode("null")}.${body}.${signature}`],
];

const SWAPPED: readonly (readonly [why: string, token: string])[] = [
  ["HS256 with the public key's PEM as its secret", signedBy(hs(pem as string))],
  ["HS256 with the public key's bytes", signedBy(hs(rsa.publicKey.export({ format: "der", type: "spki" })))],
  ["HS256 with the public key as JSON", signedBy(hs(JSON.stringify(jwkOf(rsa.publicKey))))],
  ["HS256 with a good secret", good],
  ["ES256, which the key can't make", byRsa({ header: { alg: "ES256" } })],
  ["RS512, which isn't asked for", byRsa({ header: { alg: "RS512" } })],
  ["alg none", `${encode({ alg: "none" })}.${body}.`],
  ["its own key in the header", signedBy(rs(), { header: { alg: "RS256", jwk: jwkOf(rsa.publicKey) } })],
];

describe("jwt()", () => {
  it("takes the token that the bad ones are made of", async () => {
    expect(await bySecret({ token: good })).toMatchObject({ uid: "ann" });
    expect(await byKey({ token: byRsa({ header: { alg: "RS256", typ: "JWT" } }) })).toMatchObject({ uid: "ann" });
  });

  it.each(BAD)("refuses a token with %s", async (_, bad) => {
    expect(await bySecret({ token: bad })).toBeNull();
  });

  it.each(SWAPPED)("refuses, before a public key, a token with %s", async (_, bad) => {
    expect(await byKey({ token: bad })).toBeNull();
  });

  it("refuses who has no token", async () => {
    expect(await bySecret({ token: null })).toBeNull();
  });

  it.each([
    ["a short secret", { secret: "x".repeat(31) }],
    ["a short secret of before", { secret: SECRET, previousSecrets: ["short"] }],
    ["an empty secret", { secret: undefined }],
    ["two kinds of keys", { secret: SECRET, publicKey: pem, ...rules }],
    ["no key", {}],
    ["alg none", { secret: SECRET, algorithms: ["none"] }],
    ["no algorithm", { secret: SECRET, algorithms: [] }],
    ["a secret for a public algorithm", { secret: SECRET, algorithms: ["RS256"] }],
    ["a public key as a secret", { publicKey: pem, ...rules, algorithms: ["HS256"] }],
    ["a URL without TLS", { jwksUrl: "http://issuer.example/keys", ...rules }],
    ["a URL that looks like this machine", { jwksUrl: "http://127.0.0.1.evil.example/keys", ...rules }],
    ["a URL of a file", { jwksUrl: "file:///etc/keys", ...rules }],
    ["no URL", { jwksUrl: "keys", ...rules }],
    ["a URL whose tokens may be for anybody", { jwksUrl: "https://issuer.example/keys", issuer: "i" }],
    ["a public key of anybody", { publicKey: pem, audience: "duel" }],
    ["a public key that is none", { publicKey: "-----BEGIN NONSENSE-----", ...rules }],
    ["a tolerance of hours", { secret: SECRET, clockToleranceMs: 3_600_000 }],
    ["an age that is none", { secret: SECRET, maxTokenAgeMs: 0 }],
  ])("doesn't start with %s", (_, options) => {
    expect(() => createJwtVerifier(options as never, ports)).toThrow(expect.objectContaining({ code: "BAD_REQUEST" }));
  });

  it("takes no private key for a public one", () => {
    const publicKey = ec.privateKey;
    expect(() => createJwtVerifier({ publicKey, ...rules }, ports)).toThrow(/no public key/);
  });
});

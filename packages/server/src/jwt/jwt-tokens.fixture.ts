import { createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";

/** Parts of a token, as they are before they are encoded. */
export interface TokenParts {
  readonly header?: object;
  readonly payload?: object | string;
}

export const SECRET = "a secret of at least thirty-two characters";
export const NOW = Date.UTC(2026, 0, 1);
export const nowSeconds = NOW / 1_000;

/** Makes the keys of tests. */
export const rsa = generateKeyPairSync("rsa", { modulusLength: 2_048 });
export const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });

/** A payload that is taken. */
export const GOOD = {
  sub: "ann",
  iss: "https://issuer.example",
  aud: "duel",
  iat: nowSeconds - 10,
  exp: nowSeconds + 600,
  role: "player",
};

export const encode = (value: object | string): string =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

/** Makes a token whose signature is made by a function of the test's. */
export function signedBy(
  signature: (text: string) => Buffer | string,
  { header = { alg: "HS256", typ: "JWT" }, payload = GOOD }: TokenParts = {},
): string {
  const text = `${encode(header)}.${encode(payload)}`;
  const signed = signature(text);
  return `${text}.${typeof signed === "string" ? signed : signed.toString("base64url")}`;
}

/** Signs with a secret. */
export const hs =
  (secret: string | Buffer = SECRET, hash = "sha256") =>
  (text: string): Buffer =>
    createHmac(hash, secret).update(text).digest();

/** Signs with a private RSA key. */
export const rs =
  (key: KeyObject = rsa.privateKey) =>
  (text: string): Buffer =>
    sign("sha256", Buffer.from(text), key);

/** Signs with a private key of P-256. */
export const es =
  (key: KeyObject = ec.privateKey) =>
  (text: string): Buffer =>
    sign("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" });

/** What a JWKS says of a public key. */
export const jwkOf = (key: KeyObject, more: object = {}): object => ({ ...key.export({ format: "jwk" }), ...more });

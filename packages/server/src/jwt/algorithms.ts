import type { KeyObject } from "node:crypto";
import { systemError } from "@volley/protocol/internal";

/** What signs tokens: a secret, or a key that has a public half. */
export type KeyKind = "secret" | "public";

const ALGORITHMS: Readonly<Record<KeyKind, readonly string[]>> = {
  secret: ["HS256", "HS384", "HS512"],
  public: "RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519".split(" "),
};

const CURVES: Readonly<Record<string, string>> = { prime256v1: "ES256", secp384r1: "ES384", secp521r1: "ES512" };

/**
 * Checks which algorithms are taken: a public key must never be taken for a secret, since everybody has it. Throws
 * `BAD_REQUEST`.
 */
export function checkAlgorithms(algorithms: readonly string[], kind: KeyKind): readonly string[] {
  const wrong = algorithms.find((each) => !ALGORITHMS[kind].includes(each));
  if (algorithms.length > 0 && wrong === undefined) return algorithms;
  const key = kind === "secret" ? "a secret" : "a public key";
  throw systemError(
    "BAD_REQUEST",
    `jwt(): ${wrong ?? "nothing"} can't be held against ${key}: use ${ALGORITHMS[kind]}`,
  );
}

/** Tells what a public key can sign with. Throws `BAD_REQUEST` for one that is none of the usual. */
export function algorithmsOf({ type, asymmetricKeyType, asymmetricKeyDetails }: KeyObject): readonly string[] {
  if (type !== "public") throw systemError("BAD_REQUEST", "jwt(): publicKey is no public key");
  if (asymmetricKeyType === "rsa") return ["RS256", "PS256"];
  if (asymmetricKeyType === "ed25519") return ["EdDSA", "Ed25519"];
  const curve = CURVES[asymmetricKeyDetails?.namedCurve ?? ""];
  if (curve !== undefined) return [curve];
  throw systemError("BAD_REQUEST", "jwt(): publicKey is none of RSA, P-256, P-384, P-521 and Ed25519");
}

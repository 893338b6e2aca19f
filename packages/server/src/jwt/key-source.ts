import { createPublicKey, KeyObject } from "node:crypto";
import { systemError } from "@volley/protocol/internal";
import type { CryptoKey, JWSHeaderParameters } from "jose";
import { algorithmsOf, checkAlgorithms } from "./algorithms.js";
import type { FetchPorts } from "./fetch-json.js";
import { JwksSource } from "./jwks-source.js";
import type { JwtJwks, JwtKeys, JwtPublicKey, JwtSecret } from "./jwt-options.js";

/** What a token may be signed with. */
export type TokenKey = KeyObject | CryptoKey | Uint8Array;

/** Where keys come from, and what they may sign with. */
export interface KeySource {
  readonly algorithms: readonly string[];
  /** Finds the keys that a token may be signed with. Rejects with `UNAVAILABLE` if that can't be known now. */
  keysFor(header: JWSHeaderParameters): Promise<readonly TokenKey[]>;
}

/** The shortest secret that is taken, in bytes. */
const MIN_SECRET_BYTES = 32;

/** Makes the source that the options say. Throws `BAD_REQUEST`. */
export function createKeySource(
  options: JwtKeys & { readonly algorithms?: readonly string[] | undefined },
  ports: FetchPorts,
): KeySource {
  const { secret, previousSecrets, jwksUrl, publicKey } = options as Partial<JwtSecret & JwtJwks & JwtPublicKey>;
  if ([secret, jwksUrl, publicKey].filter((each) => each !== undefined).length !== 1) {
    throw systemError("BAD_REQUEST", "jwt() wants one of secret, jwksUrl and publicKey");
  }
  if (secret !== undefined) {
    const algorithms = checkAlgorithms(options.algorithms ?? ["HS256"], "secret");
    const keys = [secret, ...(previousSecrets ?? [])].map(toBytes);
    return { algorithms, keysFor: async () => keys };
  }
  for (const party of ["issuer", "audience"] as const) {
    // A public key may sign for other apps, too: their tokens must not open this one.
    if (options[party] === undefined) {
      throw systemError("BAD_REQUEST", `jwt() wants the ${party} of its tokens, or false`);
    }
  }
  if (jwksUrl !== undefined) {
    const algorithms = checkAlgorithms(options.algorithms ?? ["RS256", "PS256", "ES256", "EdDSA", "Ed25519"], "public");
    const source = new JwksSource(checkUrl(jwksUrl), ports);
    return { algorithms, keysFor: (header) => source.keysFor(header) };
  }
  const key = toPublicKey(publicKey);
  const keys = [key];
  return { algorithms: checkAlgorithms(options.algorithms ?? algorithmsOf(key), "public"), keysFor: async () => keys };
}

function toBytes(secret: string | Uint8Array): Uint8Array {
  const bytes = typeof secret === "string" ? new TextEncoder().encode(secret) : Uint8Array.from(secret);
  if (bytes.length >= MIN_SECRET_BYTES) return bytes;
  const text = `jwt({ secret }) wants at least ${MIN_SECRET_BYTES} bytes; try \`openssl rand -hex 32\``;
  throw systemError("BAD_REQUEST", text);
}

function toPublicKey(publicKey: JwtPublicKey["publicKey"] | undefined): KeyObject {
  if (publicKey instanceof KeyObject) return publicKey;
  try {
    return createPublicKey(typeof publicKey === "object" ? { key: publicKey, format: "jwk" } : (publicKey ?? ""));
  } catch {
    // What OpenSSL says may quote the key.
    throw systemError("BAD_REQUEST", "jwt(): publicKey can't be read: give PEM, a JSON Web Key or a KeyObject");
  }
}

function checkUrl(text: string | URL): URL {
  const url = URL.canParse(String(text)) ? new URL(String(text)) : undefined;
  const isHere = url !== undefined && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (url?.protocol === "https:" || (url?.protocol === "http:" && isHere)) return url;
  throw systemError("BAD_REQUEST", "jwt({ jwksUrl }) wants an https URL; http only on this machine");
}

import { systemError } from "@volley/protocol/internal";
import { type CryptoKey, createLocalJWKSet, errors, type JSONWebKeySet, type JWSHeaderParameters } from "jose";
import { type FetchPorts, fetchJson } from "./fetch-json.js";

/** Keys are fetched anew when they are so old, in ms. */
const MAX_AGE_MS = 600_000;
/** Tokens of unknown keys make it fetch at most so often, in ms: anybody can make such tokens. */
const COOLDOWN_MS = 30_000;
/** After a failure, when there are no keys at all, it tries again after so long, in ms. */
const RETRY_MS = 5_000;
/** How many keys are tried for a token that doesn't say which is its own. */
const MAX_TRIES = 8;

interface Fetched {
  readonly find: ReturnType<typeof createLocalJWKSet>;
  readonly at: number;
}

/** The public keys that a URL says, fetched when they are needed and kept for a while. */
export class JwksSource {
  readonly #url: URL;
  readonly #ports: FetchPorts;
  #fetched: Fetched | undefined;
  #triedAt = Number.NEGATIVE_INFINITY;
  #failed = false;
  #fetching: Promise<Fetched> | undefined;

  constructor(url: URL, ports: FetchPorts) {
    this.#url = url;
    this.#ports = ports;
  }

  /** Finds the keys that a token may be signed with, none if it is nobody's. Rejects with `UNAVAILABLE`. */
  async keysFor(header: JWSHeaderParameters): Promise<readonly CryptoKey[]> {
    const now = this.#ports.clock.monotonic();
    const fetched = this.#fetched;
    const isFresh = fetched !== undefined && now - fetched.at < MAX_AGE_MS;
    const keys = await find(header, isFresh ? fetched : await this.#fetch());
    if (keys !== "unknown") return keys;
    // It may be a new one. What was fetched just now, or by somebody else meanwhile, doesn't know it.
    if (!isFresh || now - this.#triedAt < COOLDOWN_MS) return [];
    const again = await find(header, await this.#fetch());
    return again === "unknown" ? [] : again;
  }

  #fetch(): Promise<Fetched> {
    if (this.#fetching !== undefined) return this.#fetching;
    const now = this.#ports.clock.monotonic();
    if (this.#failed && now - this.#triedAt < RETRY_MS) return Promise.reject(unavailable());
    this.#triedAt = now;
    this.#fetching = this.#load(now).finally(() => {
      this.#fetching = undefined;
    });
    return this.#fetching;
  }

  async #load(at: number): Promise<Fetched> {
    try {
      const keys = (await fetchJson(this.#url, this.#ports)) as JSONWebKeySet;
      this.#fetched = { find: createLocalJWKSet(keys), at };
      this.#failed = false;
      return this.#fetched;
    } catch (cause) {
      this.#failed = true;
      throw unavailable(cause);
    }
  }
}

async function find(header: JWSHeaderParameters, { find }: Fetched): Promise<readonly CryptoKey[] | "unknown"> {
  try {
    return [await find(header)];
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) return "unknown";
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) return [];
    const keys: CryptoKey[] = [];
    for await (const key of error) if (keys.push(key) === MAX_TRIES) break;
    return keys;
  }
}

function unavailable(cause?: unknown): Error {
  return systemError("UNAVAILABLE", "the keys of tokens can't be fetched now; try again soon", { cause });
}

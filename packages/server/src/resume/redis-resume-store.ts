import type { RedisKeys } from "../redis/keys.js";
import type { RedisCommands } from "../redis/redis-commands.js";
import { CLAIM_SESSION } from "./claim-session-script.js";
import { END_SESSION } from "./end-session-script.js";
import { RENEW_SESSION } from "./renew-session-script.js";
import type { ClaimAnswer, HeldSession, Lost, ResumeStore, SessionClaim, SessionWrite } from "./resume-store.js";
import { WRITE_SESSION } from "./write-session-script.js";

/** What the store needs. */
export interface RedisResumeStoreOptions {
  readonly commands: RedisCommands;
  readonly keys: RedisKeys;
  /** The id of this node. */
  readonly node: string;
  readonly leaseMs: number;
}

/** Keeps each session in a hash of Redis. */
export class RedisResumeStore implements ResumeStore {
  readonly leaseMs: number;
  readonly #commands: RedisCommands;
  readonly #keys: RedisKeys;
  readonly #node: string;

  constructor({ commands, keys, node, leaseMs }: RedisResumeStoreOptions) {
    this.leaseMs = leaseMs;
    this.#commands = commands;
    this.#keys = keys;
    this.#node = node;
  }

  async write(write: SessionWrite): Promise<"written" | Lost> {
    const { session, generation, token, confirmed, uid = "", record, ttlMs, leftMs } = write;
    const args = [generation, this.#node, token, confirmed ? "1" : "0", uid, record, whole(ttlMs), whole(leftMs)];
    return (await this.#commands.script(WRITE_SESSION, this.#keys.session(session), ...args)) as "written" | Lost;
  }

  async renew({ session, generation, ttlMs }: HeldSession): Promise<"renewed" | "missing" | Lost> {
    const args = [generation, this.#node, whole(ttlMs)];
    return (await this.#commands.script(RENEW_SESSION, this.#keys.session(session), ...args)) as "renewed" | Lost;
  }

  async claim({ session, token, next, uid = "", ttlMs }: SessionClaim): Promise<ClaimAnswer> {
    const args = [token, next, this.#node, uid, whole(ttlMs)];
    const answer = await this.#commands.script(CLAIM_SESSION, this.#keys.session(session), ...args);
    return readAnswer(answer as readonly string[]);
  }

  async end({ session, generation, ttlMs }: HeldSession, force = false): Promise<"ended" | "elsewhere"> {
    const args = [generation, this.#node, whole(ttlMs), force ? "1" : "0"];
    return (await this.#commands.script(END_SESSION, this.#keys.session(session), ...args)) as "ended" | "elsewhere";
  }

  async holder(session: string): Promise<string | undefined> {
    const key = this.#keys.session(session);
    const [node, ended] = await this.#commands.run((client) => client.hmget(key, "node", "ended"));
    return ended === null ? (node ?? undefined) : undefined;
  }
}

function readAnswer([type, ...rest]: readonly string[]): ClaimAnswer {
  switch (type) {
    case "claimed": {
      const [generation, node = "", before, record = "", leftMs] = rest;
      return {
        type,
        generation: Number(generation),
        from: { node, generation: Number(before) },
        record,
        leftMs: Number(leftMs),
      };
    }
    case "revoked":
      return { type, node: rest[0] ?? "", uid: rest[1] === "" ? undefined : rest[1] };
    case "identity":
      return { type };
    default:
      return { type: "expired" };
  }
}

/** Redis takes whole milliseconds. */
function whole(ms: number): number {
  return Math.max(1, Math.ceil(ms));
}

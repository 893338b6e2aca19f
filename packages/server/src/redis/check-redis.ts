import { systemError } from "@volley/protocol/internal";
import type { Logger } from "../base/logger.js";
import type { RedisKeys } from "./keys.js";
import { SCHEMA_VERSION } from "./keys.js";
import type { RedisCommands } from "./redis-commands.js";
import type { RedisOptions } from "./redis-options.js";
import { CLAIM_SCHEMA } from "./schema-claim.js";

/** The oldest Redis that has what the scripts need. */
const OLDEST = 7;

/** Throws `BAD_REQUEST` for options that name no Redis, or several. */
export function checkPlace({ url, cluster, sentinel }: RedisOptions): void {
  if ([url, cluster, sentinel].filter((place) => place !== undefined).length > 1) {
    throw systemError("BAD_REQUEST", "redis() takes one of url, cluster and sentinel, not several of them");
  }
  if (cluster?.length === 0 || sentinel?.addresses.length === 0) {
    throw systemError("BAD_REQUEST", "redis() needs at least one address of the cluster or its sentinels");
  }
}

/** Rejects with `UNSUPPORTED` for a Redis that is too old. */
export async function checkVersion(commands: RedisCommands): Promise<void> {
  const info = await commands.run((client) => client.info("server"));
  const [, version = "", major = ""] = /redis_version:((\d+)\.[\d.]*)/.exec(info) ?? [];
  // Where INFO says nothing of a version the scripts will show what works.
  if (version !== "" && Number(major) < OLDEST) {
    throw systemError("UNSUPPORTED", `this is Redis ${version}; Volley needs ${OLDEST}.0 or later`);
  }
}

/**
 * Warns of a Redis that throws keys away when its memory is full: sessions would end, `once` requests run again, and
 * members of groups be forgotten, all without a word. Rejects with `UNAVAILABLE`.
 */
export async function warnOfEviction(commands: RedisCommands, logger: Logger): Promise<void> {
  const info = await commands.run((client) => client.info("memory"));
  const [, policy = "noeviction"] = /maxmemory_policy:(\S+)/.exec(info) ?? [];
  if (policy === "noeviction") return;
  logger.warn("this Redis throws keys away when its memory is full; set maxmemory-policy noeviction", { policy });
}

/** Claims the layout of keys and channels for a while. Rejects with `CONFLICT` if other nodes use another one. */
export async function claimSchema(
  { commands, keys, fanout = "classic" }: { commands: RedisCommands; keys: RedisKeys; fanout?: RedisOptions["fanout"] },
  forMs: number,
): Promise<void> {
  const own = fanout === "classic" ? SCHEMA_VERSION : `${SCHEMA_VERSION} ${fanout}`;
  const held = await commands.script(CLAIM_SCHEMA, keys.schema, own, forMs);
  if (held === own) return;
  const [version] = String(held).split(" ");
  if (version === SCHEMA_VERSION) {
    throw systemError(
      "CONFLICT",
      `other nodes under "${keys.prefix}" use another fanout than "${fanout}": all need the same`,
    );
  }
  throw systemError(
    "CONFLICT",
    `other nodes keep their data under "${keys.prefix}" in layout ${String(held).slice(0, 16)}, this one in ` +
      `${own}: give this version a prefix of its own, or stop the others first`,
  );
}

import type { EventEmitter } from "node:events";
import { type Clock, systemError } from "@volley/protocol/internal";
import { settledWithin } from "../base/settled-within.js";
import type { RedisClient } from "./connect-redis.js";
import { describeRedis } from "./describe-redis.js";
import type { RedisLink } from "./redis-link.js";
import type { RedisOptions } from "./redis-options.js";

const CONNECT_TIMEOUT_MS = 10_000;

/** Opens a link and waits until it can be used. Rejects with `UNAVAILABLE` after `connectTimeoutMs`; says where it looked, and what was wrong. */
export async function connectWithin(link: RedisLink<RedisClient>, options: RedisOptions, clock: Clock): Promise<void> {
  const events: EventEmitter = link.client;
  const connected = new Promise((resolve) => events.once("ready", resolve));
  link.open();
  await settledWithin(connected, options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS, clock);
  if (link.ready) return;
  throw systemError(
    "UNAVAILABLE",
    `Redis, looked for at ${describeRedis(options)}, could not be used: ${link.problem}`,
  );
}

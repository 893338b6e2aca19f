import type { ChatLine, ChatStore, Remark } from "./chat-store.js";
import type { RedisConnection } from "./redis-connection.js";
import { redisKeys } from "./redis-keys.js";

/**
 * Adds a line and forgets the oldest. KEYS: the chat. ARGV: the remark as JSON, how many lines to keep, ms to keep
 * them. Answers the line's number.
 */
const appendLine = `#!lua
local last = redis.call('LINDEX', KEYS[1], -1)
local seq = (last and string.match(last, '^%d+') or 0) + 1
redis.call('RPUSH', KEYS[1], seq .. ' ' .. ARGV[1])
redis.call('LTRIM', KEYS[1], -ARGV[2], -1)
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return seq
`;

/** How a store in Redis keeps chats. */
export interface RedisChatStoreOptions {
  readonly redis: RedisConnection;
  /** What all keys start with. */
  readonly prefix: string;
  /** As many lines of each room are kept. Default: 50. */
  readonly keepLines?: number;
  /** How long the lines of a room are kept after the last one, in ms. Default: a day. */
  readonly keepMs?: number;
}

/** Makes a store that several processes share. Everything rejects with `UNAVAILABLE` while Redis is away. */
export function createRedisChatStore(options: RedisChatStoreOptions): ChatStore {
  const { redis, keepLines = 50, keepMs = 24 * 3_600_000 } = options;
  const keys = redisKeys(options.prefix);

  return {
    async append(room, { uid, name, text, at }) {
      const remark: Remark = { uid, name, text, at };
      const seq = await redis.run((client) =>
        client.eval(appendLine, 1, keys.chat(room), JSON.stringify(remark), keepLines, keepMs),
      );
      return { ...remark, seq: Number(seq) };
    },
    async recent(room) {
      return (await redis.run((client) => client.lrange(keys.chat(room), 0, -1))).map(lineOf);
    },
  };
}

function lineOf(text: string): ChatLine {
  const space = text.indexOf(" ");
  return { ...(JSON.parse(text.slice(space)) as Remark), seq: Number(text.slice(0, space)) };
}

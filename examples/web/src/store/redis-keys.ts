/**
 * Names the keys in Redis. What one script touches has one hash tag, and so lies in one slot of a Redis Cluster. The
 * tables share one: a move changes its table together with who sits where and what is due, and a single Redis takes
 * more of those in a second than this game will see. Chats have one each.
 */
export function redisKeys(prefix: string) {
  const tables = `${prefix}:{tables}`;
  return {
    /** HASH of a table: version, state (JSON), deadline (ms since 1970, or empty), seated (uids with spaces between). */
    table: (id: string) => `${tables}:table:${id}`,
    /** HASH: uid → id of the live table that the user sits at. */
    seats: `${tables}:seats`,
    /** ZSET: ids of tables that wait, by the time since when (µs). */
    waiting: `${tables}:waiting`,
    /** ZSET: ids of running games, by the time of their start (µs). */
    running: `${tables}:running`,
    /** ZSET: ids of tables, by the time from which on somebody must look after them (ms). */
    due: `${tables}:due`,
    /** LIST of a chat's newest lines, each its number, a space and the remark as JSON. */
    chat: (room: string) => `${prefix}:{chat:${room}}`,
    /** STRING: the last version that was given. */
    version: `${prefix}:{version}`,
  };
}

import type { ChatLine, ChatStore } from "./chat-store.js";

/**
 * Makes a store in this process's memory. It keeps `keepLines` lines (default 50) of each of the `keepRooms` rooms
 * (default 1,000) in which something was said last.
 */
export function createMemoryChatStore({
  keepLines = 50,
  keepRooms = 1_000,
}: {
  readonly keepLines?: number;
  readonly keepRooms?: number;
} = {}): ChatStore {
  const rooms = new Map<string, readonly ChatLine[]>();

  return {
    async append(room, remark) {
      const lines = rooms.get(room) ?? [];
      const line = { ...remark, seq: (lines.at(-1)?.seq ?? 0) + 1 };
      // Set anew, so that the map lists the rooms by their newest line.
      rooms.delete(room);
      rooms.set(room, [...lines, line].slice(-keepLines));
      const [oldest] = rooms.keys();
      if (rooms.size > keepRooms && oldest !== undefined) rooms.delete(oldest);
      return line;
    },
    async recent(room) {
      return rooms.get(room) ?? [];
    },
  };
}

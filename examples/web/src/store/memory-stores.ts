import { createMemoryChatStore } from "./memory-chat-store.js";
import { createMemoryTableStore } from "./memory-table-store.js";
import { createMemoryVersionSource } from "./memory-version-source.js";
import type { Stores } from "./stores.js";

/** Makes stores for one process: what they keep ends with it. `now` is their clock (default: the machine's). */
export function createMemoryStores(options: { readonly now?: () => number } = {}): Stores {
  return {
    tables: createMemoryTableStore(options),
    chat: createMemoryChatStore(),
    versions: createMemoryVersionSource(options),
    open: async () => undefined,
    close: () => undefined,
  };
}

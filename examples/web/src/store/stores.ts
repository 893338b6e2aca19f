import type { ChatStore } from "./chat-store.js";
import type { TableStore } from "./table-store.js";
import type { VersionSource } from "./version-source.js";

/** All that outlives a request. What several processes must know of one game is here, and nowhere else. */
export interface Stores {
  readonly tables: TableStore;
  readonly chat: ChatStore;
  readonly versions: VersionSource;
  /** Connects, if there is anything to connect to. Rejects when that can't be reached. */
  open(): Promise<void>;
  close(): void;
}

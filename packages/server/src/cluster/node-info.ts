/** What a node does: holds connections, serves forwarded calls, or both. */
export type Role = "frontend" | "backend" | "both";

/** What a node says about itself. */
export interface NodeInfo {
  /** Names this run of the process: a restarted one is another node. */
  readonly id: string;
  readonly role: Role;
  /** What the app calls this kind of node, such as "web" or "tables". */
  readonly type: string;
  /** The services whose routes it serves. */
  readonly services: readonly string[];
  /** The services of remotes that it serves. */
  readonly remotes: readonly string[];
  /** The fingerprint of its contract. */
  readonly contract: string;
  /** Whatever the app says of it; others see changes within a moment. */
  readonly metadata: Readonly<Record<string, string>>;
  /** "draining": it finishes what it has, and gets nothing new. */
  readonly state: "ready" | "draining";
}

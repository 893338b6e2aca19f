/** What other nodes are told of a session. */
export interface SessionSnapshot {
  readonly id: string;
  /** Grows with each change. */
  readonly version: number;
  /** Counts its connections, on all nodes: a snapshot of an older one is out of date. */
  readonly generation: number;
  /** Left out: anonymous. */
  readonly uid?: string | undefined;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly handshake: Readonly<Record<string, unknown>>;
  readonly address: string;
  readonly transport: string;
  readonly protocol: number;
  readonly tags: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
}

/** Reads a snapshot that another node sent; undefined if it is none. */
export function readSessionSnapshot(value: unknown): SessionSnapshot | undefined {
  if (!isRecord(value)) return undefined;
  const { id, version, generation = 1, uid, claims, handshake, address, transport, protocol, tags, data } = value;
  if (typeof id !== "string" || typeof version !== "number" || typeof protocol !== "number") return undefined;
  if (typeof generation !== "number") return undefined;
  if (uid !== undefined && typeof uid !== "string") return undefined;
  if (typeof address !== "string" || typeof transport !== "string") return undefined;
  if (!isRecord(claims) || !isRecord(handshake) || !isRecord(data)) return undefined;
  if (!Array.isArray(tags) || !tags.every((tag) => typeof tag === "string")) return undefined;
  return { id, version, generation, uid, claims, handshake, address, transport, protocol, tags, data };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** News of a notify that a limit of the server refused. */
export interface Limited {
  /** The notify's route. */
  readonly route: string;
  /** Whose allowance is used up: "connection", "session", "user", "uid", "ip" or "group". */
  readonly scope: string;
  /** When the next one may pass, in ms. */
  readonly retryAfterMs: number;
}

/** Reads the payload of a `limited` frame; undefined for what a newer server means by something else. */
export function parseLimited(value: unknown): Limited | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { route, scope, retryAfterMs } = value as Record<string, unknown>;
  const isRead = typeof route === "string" && typeof scope === "string" && typeof retryAfterMs === "number";
  return isRead ? { route, scope, retryAfterMs } : undefined;
}

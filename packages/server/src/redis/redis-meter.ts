/** Told what the connections to Redis go through. */
export interface RedisMeter {
  /** A command was answered, with an error too, or given up. */
  took(client: string, seconds: number): void;
  /** A command failed. `kind`: one of few words. */
  failed(client: string, kind: string): void;
  /** A connection stands that had been lost. */
  again(client: string): void;
}

/** The errors of Redis that are told apart, by the first word of what it says. */
const REPLIES: Readonly<Record<string, string>> = {
  READONLY: "readonly",
  OOM: "oom",
  NOSCRIPT: "noscript",
  NOPERM: "noperm",
  MOVED: "moved",
  LOADING: "loading",
};

/** Names what went wrong with a command. */
export function redisErrorKind(error: unknown): string {
  if (!(error instanceof Error)) return "other";
  const { message, name } = error;
  if (message === "Command timed out") return "timeout";
  if (name !== "ReplyError") return /connection|closed|ECONN|stream/i.test(message) ? "closed" : "other";
  return REPLIES[message.split(" ", 1)[0] ?? ""] ?? "other";
}

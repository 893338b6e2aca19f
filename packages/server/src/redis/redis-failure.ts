/**
 * Copies of an error what may be logged and passed on. Errors of ioredis carry their command with its arguments, and
 * one of those commands is AUTH.
 */
export function redisFailure(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const copy = new Error(error.message);
  copy.name = error.name;
  return copy;
}

/** Tells whether Redis itself wrote this error: then it answers. */
export function isReply(error: unknown): boolean {
  return error instanceof Error && error.name === "ReplyError";
}

/** Tells whether this error says that Redis took too long, on a connection that may still stand. */
export function isSilence(error: unknown): boolean {
  return error instanceof Error && error.message === "Command timed out";
}

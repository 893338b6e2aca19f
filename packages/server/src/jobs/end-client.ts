/** The part of a Redis client that ends it. */
interface Endable {
  readonly status: string;
  connect(): Promise<unknown>;
  disconnect(): unknown;
}

/**
 * Ends a client for good, so that what waits in it rejects. Between two connections ioredis would only not make the
 * next one, and let everything wait forever; so it gets one to give up.
 */
export function endClient(client: Endable): void {
  if (client.status === "reconnecting") client.connect().catch(() => {});
  client.disconnect();
}

import type { AnyContract } from "@volley/protocol";
import { createClientClock } from "./base/client-clock.js";
import type { Client } from "./client.js";
import { websocketTransport } from "./connection/websocket-transport.js";
import { createClientWith } from "./create-client-with.js";
import { type ClientOptions, resolveOptions } from "./options.js";

/**
 * Makes a client of the contract's server. Does nothing yet, so it may run on a server that renders pages: the
 * client connects with its first request, notify or subscription to a push, or by `connect()`. Throws `BAD_REQUEST`
 * for a `url` that is none.
 */
export function createClient<C extends AnyContract>(contract: C, options: ClientOptions): Client<C> {
  const openTransport = websocketTransport(resolveOptions(options));
  return createClientWith(contract, options, { openTransport, clock: createClientClock() });
}

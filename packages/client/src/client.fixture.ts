import type { AnyContract } from "@volley/protocol";
import { type Mock, onTestFinished, vi } from "vitest";
import type { Logger } from "./base/logger.js";
import type { Client } from "./client.js";
import { createClientWith } from "./create-client-with.js";
import type { ClientOptions } from "./options.js";
import { type ScriptedConnection, ScriptedServer } from "./scripted-server.fixture.js";
import { lobby } from "./test-contract.fixture.js";

/** A logger that remembers what it was told. */
export type SpyLogger = { readonly [Level in keyof Logger]: Mock<Logger[Level]> };

/** A client, the server that it talks to, and the clock of both. */
export interface Started<C extends AnyContract> {
  readonly client: Client<C>;
  readonly server: ScriptedServer;
  readonly logger: SpyLogger;
}

export function spyLogger(): SpyLogger {
  return { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
}

/** Makes a client of a scripted server, closed after the test. Its dice always show 0. */
export function startClient(options: Partial<ClientOptions> = {}): Started<typeof lobby> {
  const server = new ScriptedServer(lobby);
  const logger = spyLogger();
  const { openTransport, clock } = server;
  const ports = { openTransport, clock, random: () => 0, defer: queueMicrotask };
  const client = createClientWith(lobby, { url: "http://test", logger, ...options }, ports);
  onTestFinished(() => client.close());
  return { client, server, logger };
}

/** The same, connected. */
export async function readyClient(
  options?: Partial<ClientOptions>,
): Promise<Started<typeof lobby> & { readonly connection: ScriptedConnection }> {
  const started = startClient(options);
  void started.client.connect();
  return { ...started, connection: await started.server.welcome() };
}

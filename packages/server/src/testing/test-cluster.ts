import type { ClientOptions } from "@volley/client";
import { createClientWith } from "@volley/client/internal";
import type { AnyContract, Schema, SchemaInput, SchemaLike, SchemaOutput } from "@volley/protocol";
import { ManualClock, systemError } from "@volley/protocol/internal";
import type { Authenticate } from "../auth/authenticate.js";
import { consoleLogger, type Logger } from "../base/logger.js";
import { serverOf } from "../create-server.js";
import type { ServerOptions } from "../options.js";
import type { Server } from "../server.js";
import type { AnyClaims } from "../session/session.js";
import { VolleyNode } from "../volley-node.js";
import { MemoryNetwork } from "./memory-transport.js";
import { createTestClient, settle, type TestClient } from "./test-client.js";

type AnyData = Schema<Record<string, unknown>, Record<string, unknown>>;
type AnyClaimsSchema = Schema<AnyClaims, AnyClaims>;

/** Options of `testCluster`. */
export interface TestClusterOptions<S extends SchemaLike, Cl extends SchemaLike = AnyClaimsSchema> {
  /** How many nodes. One, until clusters are built; more reject with `UNSUPPORTED`. Default: 1. */
  readonly nodes?: number | undefined;
  /** Options of the server; its `clock` is the cluster's. Without `authenticate` clients are who the test says. */
  readonly server?: Omit<ServerOptions<S, Cl>, "clock"> | undefined;
}

/** Options of a test client. */
export interface TestClientOptions<Data> extends Partial<Omit<ClientOptions, "url" | "path">> {
  /** Who it is; left out: nobody (an anonymous session). Not for servers with an `authenticate` of their own. */
  readonly uid?: string | undefined;
  /** What `session.claims` says. */
  readonly claims?: Readonly<Record<string, unknown>> | undefined;
  /** What the session's data starts with. */
  readonly data?: Data | undefined;
}

/** Servers and clients in this process, without ports, on a clock that stands still. */
export interface TestCluster<C extends AnyContract, In, Out, Claims = AnyClaims> extends AsyncDisposable {
  readonly servers: readonly Server<C, Out, Claims>[];
  /** Moves time for servers and clients: `await clock.advance(30_000)`. */
  readonly clock: ManualClock;
  /** Makes a client and connects it. Rejects with what refused it. */
  client(options?: TestClientOptions<In>): Promise<TestClient<C>>;
  /** Lets everything that is under way arrive. */
  settle(): Promise<void>;
  /** Closes clients and servers. */
  close(): Promise<void>;
}

/**
 * Starts a server and hands it to `setup`, which registers handlers; then `t.client({ uid: "a" })` makes clients.
 * Everything runs as in production but for the network, which is memory, and the clock.
 */
export async function testCluster<
  C extends AnyContract,
  S extends SchemaLike = AnyData,
  Cl extends SchemaLike = AnyClaimsSchema,
>(
  contract: C,
  setup: (server: Server<C, SchemaOutput<S>, SchemaOutput<Cl>>, node: { readonly index: number }) => unknown,
  options: TestClusterOptions<S, Cl> = {},
): Promise<TestCluster<C, SchemaInput<S>, SchemaOutput<S>, SchemaOutput<Cl>>> {
  if ((options.nodes ?? 1) !== 1) throw systemError("UNSUPPORTED", "testCluster has one node until clusters are built");
  const clock = new ManualClock({ settle });
  const logger = options.server?.logger ?? quiet(consoleLogger());
  const node = new VolleyNode(contract, {
    authenticate: takeTestToken as Authenticate<unknown>,
    anonymous: true,
    logger,
    ...(options.server as Partial<ServerOptions>),
    clock,
  });
  const server = serverOf(node) as unknown as Server<C, SchemaOutput<S>, SchemaOutput<Cl>>;
  await setup(server, { index: 0 });
  const network = new MemoryNetwork(node.start());
  const clients = new Set<TestClient<C>>();
  let made = 0;

  async function client(wanted: TestClientOptions<SchemaInput<S>> = {}): Promise<TestClient<C>> {
    const { uid, claims, data, ...own } = wanted;
    const address = `client-${made++}`;
    const token = uid === undefined ? null : JSON.stringify({ uid, claims, data });
    const plain = createClientWith(
      contract,
      { url: "http://memory", token: () => token, logger, ...own },
      { openTransport: network.opener(address), clock },
    );
    const disconnect = (): void => network.cut(address);
    const testClient = createTestClient({ client: plain, pushNames: Object.keys(contract.pushes), disconnect });
    clients.add(testClient);
    testClient.onStatus(({ state }) => {
      if (state === "closed") clients.delete(testClient);
    });
    await testClient.connect();
    return testClient;
  }

  async function close(): Promise<void> {
    await Promise.all([...clients].map((each) => each.close()));
    await server.close();
  }

  return { servers: [server], clock, client, settle, close, [Symbol.asyncDispose]: close };
}

/** In tests a token says who somebody is. */
function takeTestToken({ token }: { readonly token: string | null }) {
  return token === null ? null : (JSON.parse(token) as { uid: string });
}

/** Tests provoke warnings on purpose; errors stay visible. */
function quiet(logger: Logger): Logger {
  return { ...logger, debug: () => {}, info: () => {}, warn: () => {} };
}

import type { ClientOptions } from "@volley/client";
import { createClientWith } from "@volley/client/internal";
import type { AnyContract, Schema, SchemaInput, SchemaLike, SchemaOutput } from "@volley/protocol";
import { createSystemClock, ManualClock, systemError } from "@volley/protocol/internal";
import type { Authenticate } from "../auth/authenticate.js";
import { consoleLogger, type Logger } from "../base/logger.js";
import type { Role } from "../cluster/node-info.js";
import type { Cluster } from "../cluster-engine.js";
import { serverOf } from "../create-server.js";
import { memoryJobs } from "../jobs/memory-jobs.js";
import { memoryCluster } from "../memory-cluster.js";
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
  /** How many nodes, or the role of each: `["frontend", "frontend", "backend"]`. Default: 1. */
  readonly nodes?: number | readonly Role[] | undefined;
  /**
   * What joins the nodes. Default: memory, on a clock that stands still. With `redis({ url })` everything runs on the
   * machine's clock, and `clock` of the result throws.
   */
  readonly cluster?: Cluster | undefined;
  /** Options of the servers; without `authenticate` clients are who the test says, and without `limits.connection` they may send without end. */
  readonly server?: Omit<ServerOptions<S, Cl>, "clock" | "cluster" | "role"> | undefined;
}

/** Options of a test client. */
export interface TestClientOptions<Data> extends Partial<Omit<ClientOptions, "url" | "path">> {
  /** Who it is; left out: nobody (an anonymous session). Not for servers with an `authenticate` of their own. */
  readonly uid?: string | undefined;
  /** What `session.claims` says. */
  readonly claims?: Readonly<Record<string, unknown>> | undefined;
  /** What the session's data starts with. */
  readonly data?: Data | undefined;
  /** Which node it connects to, by its index. Default: the frontends take turns. */
  readonly node?: number | undefined;
}

/** What `setup` is told of the node that it sets up. */
export interface TestNodeInfo {
  readonly index: number;
  readonly role: Role;
}

/** Servers and clients in this process, without ports, on a clock that stands still. */
export interface TestCluster<C extends AnyContract, In, Out, Claims = AnyClaims> extends AsyncDisposable {
  /** In the order of `nodes`. */
  readonly servers: readonly Server<C, Out, Claims>[];
  /** Moves time for servers and clients: `await clock.advance(30_000)`. Throws `UNSUPPORTED` when they run on the machine's. */
  readonly clock: ManualClock;
  /** Makes a client and connects it. Rejects with what refused it. */
  client(options?: TestClientOptions<In>): Promise<TestClient<C>>;
  /** Lets everything that is under way arrive. */
  settle(): Promise<void>;
  /** Closes clients and servers. */
  close(): Promise<void>;
}

/**
 * Starts servers and hands each to `setup`, which registers handlers; then `t.client({ uid: "a" })` makes clients.
 * Everything runs as in production but for the network, which is memory, and the clock.
 */
export async function testCluster<
  C extends AnyContract,
  S extends SchemaLike = AnyData,
  Cl extends SchemaLike = AnyClaimsSchema,
>(
  contract: C,
  setup: (server: Server<C, SchemaOutput<S>, SchemaOutput<Cl>>, node: TestNodeInfo) => unknown,
  options: TestClusterOptions<S, Cl> = {},
): Promise<TestCluster<C, SchemaInput<S>, SchemaOutput<S>, SchemaOutput<Cl>>> {
  const manual = options.cluster === undefined ? new ManualClock({ settle }) : undefined;
  const clock = manual ?? createSystemClock();
  const logger = options.server?.logger ?? quiet(consoleLogger());
  const roles = rolesOf(options.nodes);
  const isMemory = options.cluster === undefined && roles.length > 1;
  const cluster = isMemory ? memoryCluster() : options.cluster;
  const jobs = options.server?.jobs ?? (isMemory ? memoryJobs() : undefined);
  const nodes = roles.map((role) => {
    const node = new VolleyNode(contract, {
      authenticate: takeTestToken as Authenticate<unknown>,
      anonymous: true,
      logger,
      ...(options.server as Partial<ServerOptions>),
      clock,
      cluster,
      jobs,
      role,
      limits: { connection: false, ...options.server?.limits },
    });
    return { node, server: serverOf(node) as unknown as Server<C, SchemaOutput<S>, SchemaOutput<Cl>> };
  });
  const servers = nodes.map(({ server }) => server);
  for (const [index, server] of servers.entries()) await setup(server, { index, role: roles[index] ?? "both" });
  const networks = nodes.map(({ node }) => new MemoryNetwork(node.start()));
  await allReady(nodes.map(({ node }) => node));
  const frontends = networks.filter((_, index) => roles[index] !== "backend");
  const clients = new Set<TestClient<C>>();
  let made = 0;

  async function client(wanted: TestClientOptions<SchemaInput<S>> = {}): Promise<TestClient<C>> {
    const { uid, claims, data, node, ...own } = wanted;
    const network = node === undefined ? frontends[made % frontends.length] : networks[node];
    if (network === undefined) throw systemError("NOT_FOUND", "there is no such node, or none that takes clients");
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
    let closing = true;
    const closed = Promise.all(servers.map((server) => server.close())).finally(() => {
      closing = false;
    });
    await settle();
    // What still runs then is waited for on a clock that nobody else moves any more.
    if (closing) await manual?.advance(options.server?.timeouts?.closeMs ?? CLOSE_MS);
    await closed;
  }

  return {
    servers,
    get clock() {
      if (manual !== undefined) return manual;
      throw systemError("UNSUPPORTED", "this cluster runs on the machine's clock");
    },
    client,
    settle,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** A node alone lets its clients wait at the door; several must know each other first. */
/** How long a server waits when it closes, unless its options say otherwise. */
const CLOSE_MS = 2_000;

async function allReady(nodes: readonly VolleyNode[]): Promise<void> {
  const [first] = nodes;
  if (nodes.length === 1 && first !== undefined) {
    void first.ready();
    return settle();
  }
  try {
    await Promise.all(nodes.map((node) => node.ready()));
    await Promise.all(nodes.map((node) => knowsAll(node, nodes.length)));
  } catch (error) {
    await Promise.all(nodes.map((node) => node.close()));
    throw error;
  }
}

/** Waits until a node knows as many nodes as there are. */
function knowsAll({ engine: { discovery } }: VolleyNode, count: number): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (discovery.nodes().length < count) return;
      stop();
      resolve();
    };
    const stop = discovery.onChange(look);
    look();
  });
}

function rolesOf(nodes: number | readonly Role[] = 1): readonly Role[] {
  return typeof nodes === "number" ? Array.from({ length: nodes }, () => "both") : nodes;
}

/** In tests a token says who somebody is, and may say a guest. */
function takeTestToken({ token }: { readonly token: string | null }) {
  return token === null ? null : { guest: true, ...(JSON.parse(token) as { uid: string }) };
}

/** Tests provoke warnings on purpose; errors stay visible. */
function quiet(logger: Logger): Logger {
  return { ...logger, debug: () => {}, info: () => {}, warn: () => {} };
}

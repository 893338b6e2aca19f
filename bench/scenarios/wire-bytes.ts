import { sleep, until } from "../measure/measured.js";
import type { Sample } from "../measure/sample.js";
import { EVERYBODY, type PeerName } from "../peers/peers.js";
import type { PacedPushes } from "../processes/server-commands.js";
import type { Scenario } from "./scenario.js";
import { openTable, type Table } from "./table.js";

const TIMES = 10;

/** Bytes of the n-th message of a connection: from the second on, and so early that its id has one byte. */
async function requestBytes({ clients: [client] }: Table): Promise<Sample> {
  if (client === undefined) throw new Error("there is no client");
  const before = { ...client.bytes };
  for (let n = 1; n <= TIMES; n++) {
    const answered = client.answered + 1;
    client.request(1, "move");
    await until("the answer", () => client.answered === answered);
  }
  const { in: received, out: sent } = client.bytes;
  return { bytesToServer: (sent - before.out) / TIMES, bytesToClient: (received - before.in) / TIMES };
}

/** In ticks of their own: a push that shares a message is smaller. */
async function pushBytes({ servers: [server], clients: [client] }: Table, to: "groups" | "users"): Promise<Sample> {
  if (server === undefined || client === undefined) throw new Error("there is no server");
  const before = { pushed: client.pushed, bytes: client.bytes.in };
  const command: PacedPushes = { type: "push", to, targets: 1, burst: 1, payload: "move", everyMs: 10, ticks: TIMES };
  await server.ask(command);
  await until("the pushes", () => client.pushed - before.pushed === TIMES);
  return { bytesToClient: (client.bytes.in - before.bytes) / TIMES };
}

interface Case {
  readonly name: string;
  readonly title: string;
  readonly operation: string;
  readonly among: readonly PeerName[];
  readonly count: (table: Table) => Promise<Sample>;
}

/** The bytes don't depend on anything, but a run that doesn't give the same again shows that they are counted wrongly. */
function scenario({ name, title, operation, among, count }: Case): Scenario {
  return {
    name,
    title,
    operation,
    contenders: among.map((peer) => ({
      peer,
      prepare: async (bench) => {
        const table = await openTable(peer, { clients: 1, groupSize: 1 }, bench);
        await sleep(100); // what comes behind the handshake has come
        return { round: () => count(table), close: table.close };
      },
    })),
  };
}

export const wireBytesScenarios: readonly Scenario[] = [
  scenario({
    name: "bytes-request",
    title: "Bytes of the request of a move (48 bytes of JSON), and of its answer",
    operation: "request",
    among: EVERYBODY,
    count: requestBytes,
  }),
  scenario({
    name: "bytes-user-push",
    title: "Bytes of a move that is pushed to a user",
    operation: "push",
    among: ["volley", "volley-protobuf", "socket-io", "socket-io-msgpack"],
    count: (table) => pushBytes(table, "users"),
  }),
  scenario({
    name: "bytes-group-push",
    title: "Bytes of a move that is pushed to a group",
    operation: "push",
    among: EVERYBODY,
    count: (table) => pushBytes(table, "groups"),
  }),
];

import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { Lane } from "./lane.js";

/** One connection through a proxy. `up` is what the client says, `down` what the server says. */
export interface ChaosConnection {
  /** What the client said first, as text: tells connections apart. */
  readonly opening: string;
  readonly up: Lane;
  readonly down: Lane;
  /** Reads nothing more from the server, until `unchoke`: what it says piles up there. */
  choke(): void;
  unchoke(): void;
  /** Ends it on both sides at once. */
  cut(): void;
}

/** Stands between clients and a server, to do what networks do. */
export interface ChaosProxy {
  readonly port: number;
  /** Those that are open now, in the order they came. */
  readonly connections: readonly ChaosConnection[];
  /** Where new connections lead. */
  lead(to: () => number): void;
  /** Does something to all connections, and to new ones until the returned function is called. */
  always(act: (connection: ChaosConnection) => void): () => void;
  /** Ends what is open, and every new connection at once, until `accept`. */
  refuse(): void;
  accept(): void;
  cutAll(): void;
  /** Cuts all connections and takes no more. */
  close(): Promise<void>;
}

/** How much of what a client says is kept. */
const OPENING_BYTES = 1_024;

/** Starts a proxy on 127.0.0.1 before ports there. */
export async function startChaosProxy(target: number | (() => number)): Promise<ChaosProxy> {
  const open = new Map<Socket, ChaosConnection>();
  const acts = new Set<(connection: ChaosConnection) => void>();
  let lead = typeof target === "number" ? () => target : target;
  let refusing = false;

  const listener = createServer((client) => {
    client.on("error", () => {});
    if (refusing) return void client.destroy();
    const server = connect(lead(), "127.0.0.1");
    client.setNoDelay(true);
    server.setNoDelay(true);
    let opening = "";
    const up = new Lane(server);
    const down = new Lane(client);
    const cut = (): void => {
      open.delete(client);
      client.destroy();
      server.destroy();
    };
    client.on("data", (bytes) => {
      if (opening.length < OPENING_BYTES) opening += bytes.toString("latin1");
      up.take(bytes);
    });
    server.on("data", (bytes) => down.take(bytes));
    for (const socket of [client, server]) socket.on("close", cut).on("error", cut);
    const connection: ChaosConnection = {
      get opening() {
        return opening;
      },
      up,
      down,
      choke: () => void server.pause(),
      unchoke: () => void server.resume(),
      cut,
    };
    open.set(client, connection);
    for (const act of acts) act(connection);
  }).listen(0, "127.0.0.1");
  await once(listener, "listening");

  const cutAll = (): void => {
    for (const { cut } of [...open.values()]) cut();
  };
  return {
    port: (listener.address() as AddressInfo).port,
    get connections() {
      return [...open.values()];
    },
    lead: (to) => {
      lead = to;
    },
    always: (act) => {
      acts.add(act);
      for (const connection of open.values()) act(connection);
      return () => acts.delete(act);
    },
    refuse: () => {
      refusing = true;
      cutAll();
    },
    accept: () => {
      refusing = false;
    },
    cutAll,
    close: async () => {
      const closed = once(listener, "close");
      listener.close();
      cutAll();
      await closed;
    },
  };
}

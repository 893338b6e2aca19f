import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** Leads clients to one node at a time, as a load balancer does after a node failed. */
export interface Balancer extends AsyncDisposable {
  readonly url: string;
  /** Leads new connections to the node at this URL from now on. */
  lead(url: string): void;
  /** How many connections came since the start. */
  readonly count: number;
  /** Cuts the connections that stand. */
  cut(): void;
}

/** Starts a balancer on 127.0.0.1. */
export async function startBalancer(first: string): Promise<Balancer> {
  let target = Number(new URL(first).port);
  const sockets = new Set<Socket>();
  let count = 0;
  const server = createServer((client) => {
    count++;
    const node = connect(target, "127.0.0.1");
    for (const [socket, other] of [
      [client, node],
      [node, client],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lead: (url) => {
      target = Number(new URL(url).port);
    },
    get count() {
      return count;
    },
    cut,
    [Symbol.asyncDispose]: async () => {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}

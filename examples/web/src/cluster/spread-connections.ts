import { connect, createServer, type Server, type Socket } from "node:net";

/**
 * Makes a TCP server that hands each connection to one of several ports on this machine: the one that has the fewest.
 * A port that refuses is passed over; the connections of one that ends are closed. It knows nothing of HTTP, and so
 * carries WebSockets, too. `ports` says which there are now.
 */
export function spreadConnections(ports: () => readonly number[]): Server {
  const open = new Map<number, number>();
  const count = (port: number, by: 1 | -1) => open.set(port, (open.get(port) ?? 0) + by);

  function handOver(from: Socket, tried: ReadonlySet<number>): void {
    const [port] = ports()
      .filter((each) => !tried.has(each))
      .sort((one, other) => (open.get(one) ?? 0) - (open.get(other) ?? 0));
    if (port === undefined || from.destroyed) {
      from.destroy();
      return;
    }
    const to = connect(port, "127.0.0.1");
    count(port, 1);
    let connected = false;
    to.on("connect", () => {
      connected = true;
      from.pipe(to).pipe(from);
    });
    to.on("error", () => undefined);
    to.on("close", () => {
      count(port, -1);
      if (connected) from.destroy();
      else handOver(from, new Set([...tried, port]));
    });
    from.once("close", () => to.destroy());
  }

  return createServer((from) => {
    from.on("error", () => undefined);
    handOver(from, new Set());
  });
}

import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** One connection through a proxy. */
export interface ProxiedConnection {
  /** What the client sent first, as text: tells connections apart. */
  readonly opening: string;
  /** Swallows whatever the server says from now on; both sides believe that the connection stands. */
  deafen(): void;
  /** Keeps back what the client says from now on, until the returned function is called. */
  hold(): () => void;
  /** Says something to the client in the server's name. */
  inject(bytes: string): void;
  cut(): void;
}

/** Stands between a client and a server, to do what networks do. */
export interface TcpProxy {
  readonly port: number;
  /** Those that are open now, in the order they came. */
  readonly connections: readonly ProxiedConnection[];
  /** Cuts all connections and takes no more. */
  close(): Promise<void>;
}

/** How much of what a client sends is kept. */
const OPENING_BYTES = 1_024;

/** Starts a proxy on 127.0.0.1 before a port there. */
export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const open = new Map<Socket, ProxiedConnection>();
  const listener = createServer((client) => {
    const server = connect(targetPort, "127.0.0.1");
    let opening = "";
    let deaf = false;
    let held: Buffer[] | undefined;
    client.on("data", (bytes) => {
      if (opening.length < OPENING_BYTES) opening += bytes.toString("latin1");
      if (held === undefined) server.write(bytes);
      else held.push(bytes);
    });
    server.on("data", (bytes) => {
      if (!deaf) client.write(bytes);
    });
    const end = (): void => {
      open.delete(client);
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) socket.on("close", end).on("error", end);
    open.set(client, {
      get opening() {
        return opening;
      },
      deafen: () => {
        deaf = true;
      },
      hold: () => {
        held = [];
        return () => {
          for (const bytes of held ?? []) server.write(bytes);
          held = undefined;
        };
      },
      inject: (bytes) => void client.write(bytes),
      cut: end,
    });
  }).listen(0, "127.0.0.1");
  await once(listener, "listening");
  return {
    port: (listener.address() as AddressInfo).port,
    get connections() {
      return [...open.values()];
    },
    close: async () => {
      const closed = once(listener, "close");
      listener.close();
      for (const client of open.keys()) client.destroy();
      await closed;
    },
  };
}

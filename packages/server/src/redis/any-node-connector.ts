import { connect, type Socket } from "node:net";
import { type ConnectionOptions, connect as connectTls } from "node:tls";
import { AbstractConnector, type RedisOptions as IoRedisOptions } from "ioredis";
import type { RedisAddress } from "./redis-options.js";

/** What ioredis' option `Connector` takes. */
type Connector = NonNullable<IoRedisOptions["Connector"]>;

/**
 * Connects to one node of a Redis Cluster, and to the next one of the list each time the connection was lost. A
 * message that is published on any node reaches subscribers of all, but messages only keep their order if all of them
 * enter at one node; the cluster client would pick one by chance for each.
 */
export function anyNodeConnector(
  addresses: readonly RedisAddress[],
  { tls, disconnectMs }: { readonly tls: ConnectionOptions | undefined; readonly disconnectMs: number },
): Connector {
  // Nodes of ours start at different ones, so that none of Redis' has them all.
  let next = Math.floor(Math.random() * addresses.length);
  return class extends AbstractConnector {
    constructor() {
      super(disconnectMs);
    }

    override async connect(): Promise<Socket> {
      const address = addresses[next++ % addresses.length];
      if (address === undefined) throw new Error("the option cluster has no addresses");
      this.connecting = true;
      const { host, port } = address;
      const stream = tls === undefined ? connect({ host, port }) : connectTls({ host, port, ...tls });
      stream.once("error", (error) => {
        this.firstError = error;
      });
      this.stream = stream;
      return stream;
    }
  };
}

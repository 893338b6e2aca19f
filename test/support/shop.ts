import { defineContract, request } from "@volley/protocol";
import { createServer, type Server, type ServerOptions } from "@volley/server";
import * as z from "zod";

/** A contract with effects that must not be had twice. */
export const shop = defineContract({
  errors: {},
  routes: {
    "shop.buy": request({
      input: z.object({ item: z.string(), takesMs: z.number().optional() }),
      output: z.object({ order: z.number() }),
      errors: { SOLD_OUT: z.object({ item: z.string() }) },
      once: true,
    }),
    "shop.orders": request({ output: z.number() }),
  },
});
export type Shop = typeof shop;

/** What a shop has done. */
export interface Ledger {
  readonly orders: string[];
  /** What its handler got as `onceKey`. */
  readonly keys: (string | undefined)[];
  /** Ends the orders that wait for it, while it is set. */
  gate: Promise<void> | undefined;
}

/** Registers handlers that keep a ledger. */
export function serveShop(server: Server<Shop>, ledger: Ledger = { orders: [], keys: [], gate: undefined }): Ledger {
  server.service("shop", {
    buy: async ({ input, errors, onceKey }) => {
      ledger.keys.push(onceKey);
      if (input.item === "gold") throw errors.SOLD_OUT({ item: "gold" });
      const order = ledger.orders.push(input.item);
      await ledger.gate;
      return { order };
    },
    orders: () => ledger.orders.length,
  });
  return ledger;
}

/** Starts a shop on a free port. */
export async function startShop(options: ServerOptions = {}) {
  const server = createServer(shop, { anonymous: true, ...options }) as unknown as Server<Shop>;
  const ledger = serveShop(server);
  const { port } = await server.listen(0, { host: "127.0.0.1" });
  return { server, ledger, port, url: `http://127.0.0.1:${port}` };
}

import { defineContract, notify, request } from "@volley/protocol";
import type { Server } from "@volley/server";
import * as z from "zod";

/** A game whose routes have limits of all kinds. */
export const game = defineContract({
  routes: {
    "play.move": request({ input: z.number(), output: z.number() }),
    "play.buy": request({ input: z.string(), once: true, limit: { rate: 1, perMs: 1_000 } }),
    "play.shout": request({ input: z.number(), limit: { rate: 2, perMs: 1_000, burst: 3 } }),
    "play.point": notify({ input: z.number(), limit: { rate: 5, perMs: 1_000 } }),
    "shop.vote": request({ input: z.number(), limit: { rate: 2, perMs: 60_000, by: "uid" } }),
    "shop.look": request({ input: z.number(), output: z.number() }),
    "shop.peek": request({ input: z.number(), parallel: true, limit: { rate: 3, perMs: 60_000, by: "ip" } }),
  },
});
export type Game = typeof game;

/** Serves it, and writes down what handlers saw. */
export function serveGame(server: Server<Game>, seen: string[]): void {
  server.service("play", {
    move: ({ input }) => {
      seen.push(`move ${input}`);
      return input;
    },
    buy: ({ input }) => void seen.push(`buy ${input}`),
    shout: ({ input }) => void seen.push(`shout ${input}`),
    point: ({ input }) => void seen.push(`point ${input}`),
  });
  server.service("shop", {
    vote: ({ input }) => void seen.push(`vote ${input}`),
    look: ({ input }) => {
      seen.push(`look ${input}`);
      return input;
    },
    peek: ({ input }) => void seen.push(`peek ${input}`),
  });
}

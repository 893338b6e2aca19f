import { createClient } from "@volley/client";
import { defineContract, group, push, request } from "@volley/protocol";
import { createServer, type Server, type ServerOptions } from "@volley/server";
import { onTestFinished } from "vitest";
import * as z from "zod";
import { recordingLogger } from "./recording-logger.js";

export const drainContract = defineContract({
  routes: {
    "seat.take": request({ output: z.string() }),
    "seat.wait": request({ input: z.number(), output: z.string() }),
    "match.make": request({ output: z.string() }),
  },
  pushes: { "room.said": push(z.string(), { delivery: "replay" }) },
  groups: { room: group(["room.said"]) },
});
export type App = Server<typeof drainContract>;

/** Serves all of it; tells how often somebody came to wait, and lets those go who wait without end. */
export function serve(server: App) {
  const waiting = new Set<() => void>();
  let waits = 0;
  server.service("seat", {
    take: async ({ session }) => {
      await session.join("room");
      return server.node.id;
    },
    wait: async ({ input }) => {
      waits++;
      await new Promise<void>((resolve) => (input === 0 ? waiting.add(resolve) : setTimeout(resolve, input)));
      return server.node.id;
    },
  });
  server.service("match", { make: () => server.node.id }, { drain: "refuse" });
  const letGo = (): void => {
    for (const go of waiting) go();
  };
  return { letGo, waits: () => waits };
}

/** Starts a server that listens, until the test is over. */
export async function startServer(options: ServerOptions = {}, prepare: (server: App) => void = () => {}) {
  const logger = recordingLogger();
  const server = createServer(drainContract, {
    authenticate: ({ token }) => (token === null ? null : { uid: token }),
    logger,
    ...options,
  }) as unknown as App;
  const { letGo, waits } = serve(server);
  prepare(server);
  const { url } = await server.listen(0, { host: "127.0.0.1" });
  onTestFinished(() => server.close());
  return { server, url, letGo, waits, logger };
}

/** Makes a client of a user, and notes its states. */
export function startClient(url: string, uid = "ann") {
  const client = createClient(drainContract, { url, token: () => uid, logger: recordingLogger() });
  onTestFinished(() => client.close());
  const statuses: string[] = [];
  client.onStatus((status) => {
    statuses.push(status.state === "ready" ? `ready${status.resumed ? " again" : ""}` : status.state);
  });
  return { client, statuses };
}

import { performance } from "node:perf_hooks";
import { createServer, redis } from "@volley/server";
import { DONE, payloads } from "../payloads.js";
import { contract, protobuf, remotes } from "./contract.js";
import type { PeerServer, ServerConfig } from "./peer-server.js";

/** Limits that count every message as the default ones do, and that a client of the benchmark stays within. */
const limits = {
  connection: {
    messages: { rate: 1_000_000, perMs: 1_000 },
    bytes: { rate: 1_000_000_000, perMs: 1_000 },
  },
};

/**
 * Volley as it is used in production: every input is parsed, order, limits, sessions and resume are on, groups are joined
 * by a handler.
 */
export async function start(config: ServerConfig): Promise<PeerServer> {
  const {
    redisUrl,
    clusterName,
    role = "both",
    serializer,
    resume = true,
    graceMs,
    busyUs = 0,
    fanout = "sharded",
  } = config;
  let handled = 0;
  const server = createServer(contract, {
    authenticate: ({ token }) => (token === null ? null : { uid: token }),
    ...(serializer === "protobuf" ? { serializer: protobuf } : {}),
    ...(redisUrl === undefined ? {} : { cluster: redis({ url: redisUrl, prefix: clusterName, fanout }), role }),
    resume: resume && { graceMs },
    limits,
  });
  if (role !== "frontend") {
    server.service("table", {
      enter: ({ input, session }) => session.join("table:{id}", { id: `${input.id}` }),
      move: () => {
        handled++;
        if (busyUs > 0) work(busyUs);
        return DONE;
      },
      note: () => {
        handled++;
        return DONE;
      },
      tell: () => void handled++,
    });
  }
  if (role === "backend") server.remotes(remotes, { "bank.move": () => DONE });

  const group = (id: number) => server.group("table:{id}", { id: `${id}` });
  const asked = payloads.move;
  const common: PeerServer = {
    port: 0,
    handled: () => handled,
    pushGroup: (id, payload) => {
      if (payload === "move") void group(id).push("table.moved", payloads.move);
      else void group(id).push("table.noted", payloads.note);
    },
    pushKept: (id) => group(id).push("table.kept", payloads.move),
    pushUser: (uid) => void server.user(uid).push("table.moved", payloads.move),
    call: () => server.rpc(remotes, "bank.move", asked),
    knows: async (others) => {
      while (server.nodes().length < others + 1) await new Promise((resolve) => setTimeout(resolve, 20));
    },
  };
  if (role === "backend") {
    await server.start();
    return common;
  }
  const { port } = await server.listen(0, { host: "127.0.0.1" });
  return { ...common, port };
}

function work(forUs: number): void {
  const until = performance.now() + forUs / 1_000;
  while (performance.now() < until);
}

// One node of a cluster, as a process of its own.
import { randomUUID } from "node:crypto";
import { createSystemClock } from "@volley/protocol/internal";
import { createServer, redis, uniqueSession } from "@volley/server";
import type { NodeCommand, NodeConfig, NodeReport } from "./node-config.js";
import { roomContract } from "./room-contract.js";

const config = JSON.parse(process.env["NODE_CONFIG"] ?? "{}") as NodeConfig;
const {
  role,
  url,
  cluster,
  sentinel,
  prefix,
  fanout,
  type = role,
  leaseMs = 30_000,
  clockOffsetMs = 0,
  rev,
  unique = false,
  commandTimeoutMs,
  graceMs,
} = config;
const clock = createSystemClock();
const handled: string[] = [];
const notes = new Map<string, { count: number; last: number; disorder: number }>();

const server = createServer(roomContract(rev), {
  authenticate: ({ token }) => (token === null ? null : { uid: token }),
  cluster: redis({ url, cluster, sentinel, prefix, fanout, leaseMs, commandTimeoutMs, connectTimeoutMs: 20_000 }),
  clock: { ...clock, now: () => clock.now() + clockOffsetMs },
  logger: { debug() {}, info() {}, warn() {}, error: (message, fields) => console.error(message, fields) },
  role,
  type,
  resume: { graceMs },
});
if (unique) server.addModule("unique", uniqueSession(server));
if (role !== "backend") server.service("here", { ping: () => server.node.id });
if (role !== "frontend") {
  server.service("room", {
    enter: async ({ input, session }) => session.join("room:{room}", { room: input }),
    hall: ({ session }) => session.join("hall"),
    keep: async ({ input, session }) => {
      session.tag("keeper");
      await session.set({ kept: input });
    },
    move: ({ session }) => session.move(),
    watch: ({ session }) => void session.onClose(({ reason }) => heard.push(`gone ${session.uid} ${reason}`)),
    kept: ({ session: { id, uid, data, tags } }) => {
      return { session: id, uid, kept: String((data as { kept?: unknown }).kept), tags: [...tags] };
    },
    say: async ({ input }) => {
      handled.push(input.id);
      await server.group("room:{room}", { room: input.room }).push("room.said", input);
      return { by: server.node.id };
    },
    log: async ({ input }) => void (await server.group("room:{room}", { room: input.room }).push("room.logged", input)),
    tell: async ({ input: { uid, text } }) => void (await server.user(uid).push("user.told", text)),
    note: ({ input, session }) => {
      const own = notes.get(session.id) ?? { count: 0, last: -1, disorder: 0 };
      notes.set(session.id, own);
      own.count++;
      if (input <= own.last) own.disorder++;
      own.last = input;
      handled.push(`${session.id} ${input}`);
    },
    count: ({ session }) => {
      const { count = 0, disorder = 0 } = notes.get(session.id) ?? {};
      return { by: server.node.id, notes: count, disorder };
    },
    wait: ({ input, signal }) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, input);
        signal.addEventListener("abort", () => {
          clearTimeout(timer);
          resolve();
        });
      }),
    order: async ({ input }) => {
      report({ type: "effect", id: input.id });
      await new Promise((resolve) => setTimeout(resolve, input.takesMs));
      return { by: server.node.id, receipt: randomUUID() };
    },
    versioned: () => server.node.id,
  });
}

const heard: string[] = [];
server.onSessionOpen(({ uid }) => void heard.push(`open ${uid}`));
server.onSessionResumed(({ uid }) => void heard.push(`resumed ${uid}`));
server.onSessionClose(({ id }, { reason }) => void heard.push(`close ${id} ${reason}`));
const report = (message: NodeReport): void => void process.send?.(message);
process.on("message", (command: NodeCommand) => {
  if (command.type === "stats") {
    const { length: sessions } = server.sessions();
    return report({ type: "stats", handled, heard, sessions, nodes: server.nodes().length });
  }
  // An event loop that somebody's code blocks.
  for (const end = performance.now() + command.ms; performance.now() < end; );
});
process.on("disconnect", () => process.exit());
process.on("SIGTERM", () => void server.close().then(() => process.exit()));

if (role === "backend") await server.start();
const { port } = role === "backend" ? { port: 0 } : await server.listen(0, { host: "127.0.0.1" });
report({ type: "ready", id: server.node.id, port });

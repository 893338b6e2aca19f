// One server of the benchmark, as a process of its own: `serve.ts <config as JSON>`.
import type { PeerServer, ServerConfig, StartServer } from "../peers/peer-server.js";
import type { Calls, Command, PacedPushes, Usage } from "./server-commands.js";

const config = JSON.parse(process.argv[2] ?? "{}") as ServerConfig;
const { start } = (await import(`../peers/${config.module}-server.ts`)) as { start: StartServer };
const server = await start(config);
/** More than the young generation of V8 has. */
const GARBAGE_BYTES = 128 * 1_024 * 1_024;

process.on("message", (command: Command) => {
  void carryOut(command).then(
    (latenciesMs) => process.send?.({ usage: usage(latenciesMs) }),
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});
process.on("disconnect", () => process.exit());
process.send?.({ port: server.port });

async function carryOut(command: Command): Promise<readonly number[] | undefined> {
  switch (command.type) {
    case "usage":
      return;
    case "memory":
      await collectGarbage();
      return;
    case "knows":
      await server.knows?.(command.others);
      return;
    case "push":
      await push(command, pusher(server, command));
      return;
    case "call":
      return await call(command);
  }
}

function usage(latenciesMs: readonly number[] | undefined): Usage {
  const { user, system } = process.cpuUsage();
  const { rss: rssBytes, heapUsed: heapBytes } = process.memoryUsage();
  return { cpuUs: user + system, rssBytes, heapBytes, handled: server.handled(), latenciesMs };
}

function pusher(peer: PeerServer, { to, payload }: PacedPushes): (target: number) => unknown {
  const { pushGroup, pushKept, pushUser } = peer;
  if (to === "groups" && pushGroup !== undefined) return (target) => pushGroup(target, payload);
  if (to === "kept" && pushKept !== undefined) return (target) => pushKept(target);
  if (to === "users" && pushUser !== undefined) return (target) => pushUser(`user-${target}`);
  throw new Error(`this peer has no pushes to ${to}`);
}

/** A tick that comes late is made up for, so that all peers push equally often. */
async function push({ targets, burst, everyMs, ticks }: PacedPushes, one: (target: number) => unknown): Promise<void> {
  const startedAt = performance.now();
  for (let tick = 0; tick < ticks; tick++) {
    const wait = startedAt + tick * everyMs - performance.now();
    await new Promise((resolve) => (wait > 0 ? setTimeout(resolve, wait) : setImmediate(resolve)));
    const pushed: unknown[] = [];
    for (let target = 0; target < targets; target++) for (let n = 0; n < burst; n++) pushed.push(one(target));
    await Promise.all(pushed);
  }
}

async function call({ total, atOnce }: Calls): Promise<readonly number[]> {
  const latenciesMs: number[] = [];
  let left = total;
  const caller = async (): Promise<void> => {
    while (left-- > 0) {
      const askedAt = performance.now();
      await server.call?.();
      latenciesMs.push(performance.now() - askedAt);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, caller));
  return latenciesMs;
}

/** Several times, with pauses: what dies by the first is freed by the next. */
async function collectGarbage(): Promise<void> {
  useYoungGeneration();
  for (let n = 0; n < 4; n++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Touches all memory of the young generation, so that it counts before and after. */
function useYoungGeneration(): void {
  const last: number[][] = [];
  for (let bytes = 0; bytes < GARBAGE_BYTES; bytes += 8 * 1_000) {
    last.push(new Array<number>(1_000).fill(bytes));
    if (last.length > 8) last.length = 0;
  }
}

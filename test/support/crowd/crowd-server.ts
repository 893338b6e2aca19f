// The server of the crowd, as a process: so that its memory is its own.
import { createServer } from "@volley/server";
import { crowdContract } from "./crowd-contract.js";

/** What a test asks. */
export type CrowdQuestion =
  | { readonly type: "say"; readonly n: number }
  | { readonly type: "throw" }
  | { readonly type: "stats" };
/** What it answers. */
export interface CrowdStats {
  readonly rss: number;
  readonly sessions: number;
  /** `kind reason` → how many sessions ended so. */
  readonly endings: Readonly<Record<string, number>>;
}

const endings: Record<string, number> = {};
const server = createServer(crowdContract, {
  authenticate: ({ token }) => (token === null ? null : { uid: token }),
  resume: false,
  limits: {
    connection: { messages: { rate: 100, perMs: 1_000, burst: 200 } },
    abuse: { refusals: 500 },
    queuedBytes: 200_000,
    queuedMs: 3_000,
  },
  timeouts: { connectMs: 3_000 },
  logger: { debug() {}, info() {}, warn() {}, error: (message, fields) => console.error(message, fields) },
});
server.service("hall", {
  enter: ({ input, session }) => session.join(input),
  echo: ({ input }) => input,
  shout: () => {},
});
server.onSessionClose((session, { reason }) => {
  const how = `${String(session.handshake["kind"])} ${reason}`;
  endings[how] = (endings[how] ?? 0) + 1;
});
const BRICK = "x".repeat(50_000);

process.on("message", (question: CrowdQuestion) => {
  if (question.type === "say") void server.group("hall").push("hall.said", question.n);
  if (question.type === "throw") void server.group("pit").push("pit.thrown", BRICK);
  if (question.type === "stats") {
    const stats: CrowdStats = { rss: process.memoryUsage().rss, sessions: server.sessions().length, endings };
    process.send?.(stats);
  }
});
process.on("disconnect", () => process.exit());
const { url } = await server.listen(0, { host: "127.0.0.1" });
process.send?.({ url });

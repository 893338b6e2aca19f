// One node of bench/replay/replay-cost.mjs, as a process of its own.
import { createServer, redis } from "@volley/server";
import { contract, played } from "./replay-contract.mjs";

const { url, prefix } = JSON.parse(process.env.NODE_CONFIG);
const logger = { ...console, info() {}, debug() {} };
const server = createServer(contract, { cluster: redis({ url, prefix }), anonymous: true, logger });
server.service("table", {
  enter: ({ input, session }) => session.join("table:{id}", { id: input }),
});

/** Pause between two pushes of a table, in ms: moves of a game share no tick, and so no message to a member. */
const PACE_MS = 4;

/** Pushes to every table, once each pace. */
async function pushAll({ delivery, tables, each }) {
  const all = Array.from({ length: tables }, (_, id) => server.group("table:{id}", { id }));
  for (let n = 0; n < each; n++) {
    await Promise.all(all.map((table) => table.push(`table.${delivery}`, played(n))));
    await new Promise((resolve) => setTimeout(resolve, PACE_MS));
  }
}

process.on("message", async (command) => {
  if (command.type === "push") await pushAll(command);
  const { user, system } = process.cpuUsage();
  process.send({ cpuUs: user + system });
});
process.on("disconnect", () => process.exit());
const { url: at } = await server.listen(0, { host: "127.0.0.1" });
process.send({ at });

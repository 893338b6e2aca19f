// One node of bench/replay-cost.mjs, as a process of its own.
import { createServer, redis } from "@volley/server";
import { contract, played } from "./replay-contract.mjs";

const { url, prefix } = JSON.parse(process.env.NODE_CONFIG);
const server = createServer(contract, { cluster: redis({ url, prefix }), anonymous: true });
server.service("table", {
  enter: ({ input, session }) => session.join("table:{id}", { id: input }),
});

/** Pushes to every table; those of one table wait for each other, as a game's moves do. */
async function pushAll({ delivery, tables, each }) {
  await Promise.all(
    Array.from({ length: tables }, async (_, id) => {
      const table = server.group("table:{id}", { id });
      for (let n = 0; n < each; n++) await table.push(`table.${delivery}`, played(n));
    }),
  );
}

process.on("message", async (command) => {
  if (command.type === "push") await pushAll(command);
  const { user, system } = process.cpuUsage();
  process.send({ cpuUs: user + system });
});
process.on("disconnect", () => process.exit());
const { url: at } = await server.listen(0, { host: "127.0.0.1" });
process.send({ at });

import type { Server } from "@volley/server";
import { testCluster } from "@volley/server/testing";
import { expect, it } from "vitest";
import { recordingLogger } from "../support/recording-logger.js";
import { serveTables, type Tables, tables } from "../support/rights-contract.js";

const once = { rate: 1, perMs: 60_000, burst: 2 };

async function start(limits: { joins?: typeof once; publishes?: typeof once }) {
  const allowed = new Set(["7", "8", "9"].flatMap((id) => [`ann ${id}`, `bob ${id}`]));
  const setUp = (each: unknown): void => void serveTables(each as Server<Tables>, allowed);
  return testCluster(tables, setUp, { server: { logger: recordingLogger(), limits: { group: limits } } });
}
const ann = { presence: { name: "Ann" } };

it("a client joins groups no faster than it may, and is told when it may again", async () => {
  await using t = await start({ joins: once });
  const client = await t.client({ uid: "ann" });
  for (const id of [7, 8]) await client.group("table:{id}", { id }).join(ann);
  const third = client.group("table:{id}", { id: 9 }).join(ann);
  await expect(third).rejects.toMatchObject({
    code: "RATE_LIMITED",
    data: { scope: "session", retryAfterMs: expect.any(Number) },
  });
  // Another one has an allowance of its own.
  await (await t.client({ uid: "bob" })).group("table:{id}", { id: 9 }).join(ann);
});

it("all clients together push to a group no faster than it takes, whoever they are", async () => {
  await using t = await start({ publishes: once });
  const clients = [await t.client({ uid: "ann" }), await t.client({ uid: "bob" })];
  for (const client of clients) for (const id of [7, 8]) await client.group("table:{id}", { id }).join(ann);
  const publish = (client: (typeof clients)[number] | undefined, uid: string, id: number) =>
    client?.group("table:{id}", { id }).push("table.point", { uid, x: 1 });
  for (const [n, uid] of ["ann", "bob"].entries()) await publish(clients[n], uid, 7);
  await expect(publish(clients[0], "ann", 7)).rejects.toMatchObject({ code: "RATE_LIMITED", data: { scope: "group" } });
  await publish(clients[0], "ann", 8);
});

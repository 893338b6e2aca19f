import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defineContract, defineRemotes, group, notify, push, request } from "@volley/protocol";
import { redis, type Server, uniqueSession, VolleyError } from "@volley/server";
import { createEmitter } from "@volley/server/emitter";
import { bullmq } from "@volley/server/jobs";
import { testCluster } from "@volley/server/testing";
import { Redis } from "ioredis";
import { expect, inject, it } from "vitest";
import * as z from "zod";
import { until } from "../../support/until.js";

const url = inject("redisUrl");
const contract = defineContract({
  routes: { "table.sit": request({ input: z.string() }) },
  pushes: { "table.said": push(z.string()) },
  groups: { "table:{id}": group(["table.said"]) },
});
const bank = defineRemotes({ routes: { "bank.pay": notify({ input: z.string() }) } });
const page = readFileSync(join(import.meta.dirname, "../../../SECURITY.md"), "utf8");

/** The rules of the `ACL SETUSER` that SECURITY.md recommends, for another prefix. */
function rulesFor(prefix: string): readonly string[] {
  const [, rules = ""] = /ACL SETUSER volley on >PASSWORD (.*)/.exec(page) ?? [];
  return rules.replaceAll("volley", prefix).split(" ");
}

/** Serves everything; `paid` gets what jobs say, each at its second try. */
function setUp(server: Server<typeof contract>, role: string, paid: string[]): void {
  server.addModule("unique-session", uniqueSession(server));
  if (role === "frontend") return;
  let tries = 0;
  server.remotes(bank, {
    "bank.pay": ({ input }) => {
      if (++tries === 1) throw new VolleyError("UNAVAILABLE", "later");
      paid.push(input);
    },
  });
  server.service("table", {
    sit: async ({ input, session }) => {
      await session.join("table:{id}", { id: input });
      await server.group("table:{id}", { id: input }).push("table.said", "sit");
    },
  });
}

it.skipIf(url === null)("a cluster needs no more of Redis than SECURITY.md gives it", async () => {
  const user = `user-${randomBytes(6).toString("hex")}`;
  const admin = new Redis(url ?? "");
  try {
    await admin.call("ACL", "SETUSER", user, "on", ">secret", ...rulesFor(user));
    const paid: string[] = [];
    const at = { url: url ?? "", username: user, password: "secret", prefix: user };
    await using t = await testCluster(contract, (server, { role }) => setUp(server, role, paid), {
      nodes: ["frontend", "frontend", "backend"],
      cluster: redis(at),
      server: { jobs: bullmq(at) },
    });
    await using emitter = createEmitter(contract, { redis: at });
    const [older, newer] = [await t.client({ uid: "a", node: 0 }), await t.client({ uid: "a", node: 1 })];
    await newer.request("table.sit", "1");
    expect(await newer.nextPush("table.said")).toBe("sit");
    expect(await emitter.user("a").push("table.said", "emitted")).toMatchObject({ delivered: ["a"] });
    expect(await newer.nextPush("table.said")).toBe("emitted");
    await until(() => older.status.state === "closed");
    expect(older.status).toMatchObject({ cause: { reason: "replaced" } });
    await t.servers[0]?.enqueue(bank, "bank.pay", "ann", { key: "1", delayMs: 10, backoffMs: 10 });
    await until(() => paid.length > 0, "the job");
    const log = (await admin.call("ACL", "LOG")) as readonly (readonly unknown[])[];
    expect(log.filter((entry) => entry.includes(user))).toEqual([]);
  } finally {
    await admin.call("ACL", "DELUSER", user);
    admin.disconnect();
  }
});

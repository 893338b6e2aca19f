import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defineContract, group, push, request } from "@volley/protocol";
import { redis, type Server, uniqueSession } from "@volley/server";
import { createEmitter } from "@volley/server/emitter";
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
const page = readFileSync(join(import.meta.dirname, "../../../SECURITY.md"), "utf8");

/** The rules of the `ACL SETUSER` that SECURITY.md recommends, for another prefix. */
function rulesFor(prefix: string): readonly string[] {
  const [, rules = ""] = /ACL SETUSER volley on >PASSWORD (.*)/.exec(page) ?? [];
  return rules.replaceAll("volley", prefix).split(" ");
}

function setUp(server: Server<typeof contract>, role: string): void {
  server.addModule("unique-session", uniqueSession(server));
  if (role === "frontend") return;
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
    const at = { url: url ?? "", username: user, password: "secret", prefix: user };
    await using t = await testCluster(contract, (server, { role }) => setUp(server, role), {
      nodes: ["frontend", "frontend", "backend"],
      cluster: redis(at),
    });
    await using emitter = createEmitter(contract, { redis: at });
    const [older, newer] = [await t.client({ uid: "a", node: 0 }), await t.client({ uid: "a", node: 1 })];
    await newer.request("table.sit", "1");
    expect(await newer.nextPush("table.said")).toBe("sit");
    expect(await emitter.user("a").push("table.said", "emitted")).toMatchObject({ delivered: ["a"] });
    expect(await newer.nextPush("table.said")).toBe("emitted");
    await until(() => older.status.state === "closed");
    expect(older.status).toMatchObject({ cause: { reason: "replaced" } });
    const log = (await admin.call("ACL", "LOG")) as readonly (readonly unknown[])[];
    expect(log.filter((entry) => entry.includes(user))).toEqual([]);
  } finally {
    await admin.call("ACL", "DELUSER", user);
    admin.disconnect();
  }
});

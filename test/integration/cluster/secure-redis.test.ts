import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Client, createClient } from "@volley/client";
import { defineContract, defineRemotes, group, notify, push, request } from "@volley/protocol";
import { createServer, redis, type Server, uniqueSession } from "@volley/server";
import { createEmitter } from "@volley/server/emitter";
import { bullmq } from "@volley/server/jobs";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import * as z from "zod";
import { recordingLogger } from "../../support/recording-logger.js";
import { type SecureRedis, startSecureRedis } from "../../support/secure-redis.js";
import { until } from "../../support/until.js";

const contract = defineContract({
  routes: {
    "table.sit": request({ input: z.string() }),
    "table.buy": request({ input: z.string(), output: z.number(), once: true }),
  },
  pushes: {
    "table.said": push(z.string()),
    "table.scored": push(z.string(), { delivery: "replay" }),
    "table.came": push(z.object({ uid: z.string() })),
    "table.went": push(z.object({ uid: z.string() })),
  },
  groups: {
    "table:{id}": group(["table.said", "table.scored"], { presence: { joined: "table.came", left: "table.went" } }),
  },
});
type Table = Server<typeof contract>;
const bank = defineRemotes({ routes: { "bank.pay": notify({ input: z.string() }) } });
const page = readFileSync(join(import.meta.dirname, "../../../docs/guides/security.md"), "utf8");

/** The `ACL SETUSER` of a role, as the page on security has it, but for the password. */
function ruleOf(role: string): readonly string[] {
  const [, rules = ""] = new RegExp(`^ACL SETUSER volley-${role} on >PASSWORD (.*)$`, "m").exec(page) ?? [];
  expect(rules).not.toBe("");
  return [`volley-${role}`, "on", `>secret-${role}`, ...rules.split(" ")];
}

describe.skipIf(inject("redisUrl") === null)(
  "a Redis with TLS and a user for each role, as the page on security has them",
  () => {
    let store: SecureRedis;
    let admin: Redis;
    const logger = recordingLogger();
    const at = (role: string) => ({
      url: `rediss://127.0.0.1:${store.port}`,
      username: `volley-${role}`,
      password: `secret-${role}`,
      tls: { ca: store.ca },
    });
    const connectAs = (role: string): Redis => {
      const { url, ...options } = at(role);
      return new Redis(url, { ...options, maxRetriesPerRequest: 0, retryStrategy: () => null });
    };

    beforeAll(async () => {
      store = await startSecureRedis();
      admin = new Redis(`rediss://127.0.0.1:${store.port}`, { tls: { ca: store.ca } });
      for (const role of ["frontend", "backend", "emitter"]) await admin.call("ACL", "SETUSER", ...ruleOf(role));
      await admin.call("ACL", "SETUSER", "operator", "on", ">secret-operator", "~*", "&*", "+@all");
      await admin.call("ACL", "SETUSER", "default", "off");
    });
    afterAll(async () => {
      admin.disconnect();
      await store.stop();
    });

    it("has all that a cluster needs", { timeout: 60_000 }, async () => {
      const paid: string[] = [];
      const node = (role: "frontend" | "backend"): Table => {
        const jobs = role === "backend" ? { jobs: bullmq(at(role)) } : {};
        const options = { cluster: redis(at(role)), role, logger, ...jobs };
        const authenticate = ({ token }: { readonly token: string | null }) => (token === null ? null : { uid: token });
        const server = createServer(contract, { ...options, authenticate }) as unknown as Table;
        server.addModule("unique-session", uniqueSession(server));
        return server;
      };
      const servers = [node("frontend"), node("frontend"), node("backend")] as const;
      const [one, two, backend] = servers;
      let orders = 0;
      backend.service("table", {
        sit: async ({ input, session }) => {
          await session.join("table:{id}", { id: input });
          await backend.group("table:{id}", { id: input }).push("table.said", "sat");
        },
        buy: () => ++orders,
      });
      backend.remotes(bank, { "bank.pay": ({ input }) => void paid.push(input) });
      await backend.start();
      const urls = [await one.listen(0, { host: "127.0.0.1" }), await two.listen(0, { host: "127.0.0.1" })];
      await until(() => servers.every((server) => server.nodes().length === 3), "three nodes");
      const client = (uid: string, index: number): Client<typeof contract> =>
        createClient(contract, { url: urls[index]?.url.replace("localhost", "127.0.0.1") ?? "", token: () => uid });
      const clients = [client("ann", 0), client("ann", 1), client("bob", 0)] as const;
      const [older, ann, bob] = clients;
      await older.connect();
      const heard: string[] = [];
      for (const each of [ann, bob]) {
        each.onPush("table.said", (text) =>
          heard.push(`${each.status.state === "ready" ? each.status.uid : ""} ${text}`),
        );
        each.onPush("table.scored", (text) =>
          heard.push(`${each.status.state === "ready" ? each.status.uid : ""} ${text}`),
        );
      }
      await older.connect();
      await ann.request("table.sit", "7");
      await until(() => older.status.state === "closed", "the older session's end");
      await bob.request("table.sit", "7");
      expect(await bob.request("table.buy", "gold")).toBe(1);
      await backend.group("table:{id}", { id: "7" }).push("table.scored", "kept");
      expect((await one.group("table:{id}", { id: "7" }).presence()).map(({ uid }) => uid).sort()).toEqual([
        "ann",
        "bob",
      ]);
      await using emitter = createEmitter(contract, { redis: at("emitter"), logger });
      expect(await emitter.user("ann").push("table.said", "emitted")).toMatchObject({ delivered: ["ann"] });
      await emitter.group("table:{id}", { id: "7" }).push("table.scored", "emitted and kept");
      await until(
        () => ["ann emitted", "ann kept", "bob kept", "bob emitted and kept"].every((each) => heard.includes(each)),
        "pushes",
      );
      await backend.enqueue(bank, "bank.pay", "ann");
      await until(() => paid.length > 0, "the job");
      await two.user("bob").kick("enough");
      await until(() => bob.status.state === "closed", "the kick");
      for (const each of clients) await each.close();
      for (const server of servers) await server.close();
      const log = (await admin.call("ACL", "LOG")) as readonly (readonly unknown[])[];
      expect(log).toEqual([]);
      expect(logger.lines.filter(({ level }) => level === "error" || level === "warn")).toEqual([]);
    });

    it.each(["frontend", "backend", "emitter"])("lets a %s do nothing else", async (role) => {
      const user = connectAs(role);
      const common = [
        ["GET", "other:key"],
        ["SET", "other:key", "1"],
        ["PUBLISH", "other", "x"],
        ["FLUSHALL"],
        ["KEYS", "*"],
      ];
      const rest = [
        ["CONFIG", "GET", "*"],
        ["ACL", "LIST"],
        ["MONITOR"],
        ["CLIENT", "KILL", "TYPE", "normal"],
        ["SHUTDOWN"],
      ];
      const emitters = [
        ["HGETALL", "volley:{s:x}:resume"],
        ["DEL", "volley:once:x"],
      ];
      for (const [command = "", ...args] of [...common, ...rest, ...(role === "emitter" ? emitters : [])]) {
        await expect(user.call(command, ...args), command).rejects.toThrow(/NOPERM/);
      }
      user.disconnect();
      await admin.call("ACL", "LOG", "RESET");
    });

    it("is reached by nobody without its certificate, a password or TLS", { timeout: 30_000 }, async () => {
      const start = async (options: Parameters<typeof redis>[0]): Promise<void> => {
        const server = createServer(contract, {
          cluster: redis({ ...options, connectTimeoutMs: 1_000 }),
          role: "frontend",
          logger,
        });
        await server.start().finally(() => server.close());
      };
      const { tls: _tls, ...withoutCertificate } = at("frontend");
      await expect(start(withoutCertificate)).rejects.toMatchObject({ code: "UNAVAILABLE" });
      await expect(start({ ...at("frontend"), password: "guessed" })).rejects.toThrow();
      const { tls: _, ...plain } = { ...at("frontend"), url: `redis://127.0.0.1:${store.port}` };
      await expect(start(plain)).rejects.toMatchObject({ code: "UNAVAILABLE" });
      const said = JSON.stringify(logger.lines, (_key, value: unknown) =>
        value instanceof Error ? value.stack : value,
      );
      expect(said).not.toMatch(/secret-frontend|guessed/);
    });
  },
);

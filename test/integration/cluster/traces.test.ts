import { randomBytes } from "node:crypto";
import { defineContract, defineRemotes, notify, request } from "@volley/protocol";
import { type Cluster, type Jobs, redis, type Server, type TraceContext } from "@volley/server";
import { bullmq } from "@volley/server/jobs";
import { testCluster } from "@volley/server/testing";
import { describe, expect, inject, it } from "vitest";
import * as z from "zod";
import { until } from "../../support/until.js";

const contract = defineContract({
  routes: {
    "shop.buy": request({ input: z.string() }),
    "shop.look": notify({ input: z.string() }),
    "desk.ask": request({ input: z.string() }),
  },
});
const bank = defineRemotes({ routes: { "bank.pay": request({ input: z.string() }) } });
const mail = defineRemotes({ routes: { "mail.send": notify({ input: z.string() }) } });

const trace: TraceContext = {
  traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
  tracestate: "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE",
};
const another: TraceContext = { traceparent: `00-${"5".repeat(32)}-${"6".repeat(16)}-00` };

type Ground = () => { readonly cluster?: Cluster; readonly jobs?: Jobs };

/** Memory, and Redis if there is one. */
function grounds(): [name: string, ground: Ground][] {
  const url = inject("redisUrl");
  const onRedis: Ground = () => {
    const at = { url: url ?? "", prefix: `test-${randomBytes(6).toString("hex")}` };
    return { cluster: redis(at), jobs: bullmq(at) };
  };
  return [["memory", () => ({})], ...(url === null ? [] : [["Redis", onRedis] as [string, Ground]])];
}

/**
 * A frontend with a desk; a shop; a bank. Shop and desk ask the bank, which has mails sent by the shop's node, at once
 * and as jobs. `seen` has the contexts by who saw them, such as `bank a` for what was sent as "a".
 */
async function start({ cluster, jobs }: ReturnType<Ground> = {}) {
  const seen = new Map<string, TraceContext | undefined>();
  const t = await testCluster(
    contract,
    (server, { index }) => {
      const pay = async (who: string, call: { input: string; trace: TraceContext | undefined }): Promise<void> => {
        seen.set(`${who} ${call.input}`, call.trace);
        await Promise.resolve();
        await server.rpc(bank, "bank.pay", call.input);
      };
      if (index === 0) server.service("desk", { ask: (call) => pay("desk", call) });
      if (index === 1) {
        server.service("shop", { buy: (call) => pay("shop", call), look: (call) => pay("shop", call) });
        server.remotes(mail, { "mail.send": ({ input, trace }) => void seen.set(`mail ${input}`, trace) });
      }
      if (index !== 2) return;
      server.remotes(bank, {
        "bank.pay": async ({ input, trace }) => {
          seen.set(`bank ${input}`, trace);
          await server.rpc(mail, "mail.send", input);
          await server.enqueue(mail, "mail.send", `job ${input}`);
        },
      });
    },
    { nodes: ["frontend", "backend", "backend"], cluster, server: { jobs } },
  );
  /** Waits until the job was done too, and lists who saw what. */
  const path = async (input: string) => {
    const looked = async (): Promise<boolean> => {
      await t.settle();
      return seen.has(`mail job ${input}`);
    };
    await until(looked, `the job of ${input}`, 30_000);
    return Object.fromEntries(
      [...seen].flatMap(([who, what]) => (who.endsWith(` ${input}`) ? [[who.slice(0, -input.length - 1), what]] : [])),
    );
  };
  const [front] = t.servers as [Server<typeof contract>];
  return { t, front, seen, path, [Symbol.asyncDispose]: () => t.close() };
}

const all = (what: TraceContext | undefined, first = "shop") => ({
  [first]: what,
  bank: what,
  mail: what,
  "mail job": what,
});

describe.each(grounds())("a trace context over %s", (_, ground) => {
  it("goes with a message to the node that serves it, on to remotes of others, and into their jobs", async () => {
    await using c = await start(ground());
    const client = await c.t.client({ uid: "ann" });
    await client.request("shop.buy", "request", { trace });
    client.notify("shop.look", "notify", { trace });
    await client.request("desk.ask", "not forwarded", { trace });
    expect(await c.path("request")).toStrictEqual(all(trace));
    expect(await c.path("notify")).toStrictEqual(all(trace));
    expect(await c.path("not forwarded")).toStrictEqual(all(trace, "desk"));
  });

  it("stays with its own message, when others of the same session come with others, or with none", async () => {
    await using c = await start(ground());
    const client = await c.t.client({ uid: "ann" });
    await Promise.all([
      client.request("shop.buy", "a", { trace }),
      client.request("shop.buy", "b"),
      client.request("shop.buy", "c", { trace: another }),
    ]);
    expect(await c.path("a")).toStrictEqual(all(trace));
    expect(await c.path("b")).toStrictEqual(all(undefined));
    expect(await c.path("c")).toStrictEqual(all(another));
  });

  it("starts outside of handlers with a call that names it", async () => {
    await using c = await start(ground());
    await c.front.rpc(bank, "bank.pay", "named", { trace });
    await c.front.rpc(bank, "bank.pay", "unnamed");
    await c.front.enqueue(bank, "bank.pay", "later", { trace });
    const { shop: _shop, ...rest } = all(trace);
    expect(await c.path("named")).toStrictEqual(rest);
    expect((await c.path("unnamed"))["mail job"]).toBeUndefined();
    expect(await c.path("later")).toStrictEqual(rest);
  });
});

describe("a trace context that isn't valid", () => {
  it.each([
    ["a traceparent", { traceparent: "00-zero" }, undefined],
    ["a tracestate", { ...trace, tracestate: "NO" }, { traceparent: trace.traceparent }],
  ])("is ignored when a client sends it: %s", async (_, given, rest) => {
    await using c = await start();
    const client = await c.t.client();
    await client.request("shop.buy", "x", { trace: given });
    expect(await c.path("x")).toStrictEqual(all(rest));
  });

  it("is ignored when a server names it, and so that of the message goes on", async () => {
    const seen: (TraceContext | undefined)[] = [];
    await using t = await testCluster(contract, (server) => {
      server.remotes(mail, { "mail.send": ({ trace }) => void seen.push(trace) });
      server.service("shop", { buy: () => {}, look: () => {} });
      server.service("desk", {
        ask: async () => {
          for (const given of [{ traceparent: "" }, null as never, undefined, another])
            await server.rpc(mail, "mail.send", "", { trace: given });
        },
      });
    });
    const client = await t.client();
    await client.request("desk.ask", "", { trace });
    await t.servers[0]?.rpc(mail, "mail.send", "", { trace: { traceparent: "00" } });
    expect(seen).toEqual([trace, trace, trace, another, undefined]);
  });
});

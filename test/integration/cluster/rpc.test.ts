import { defineContract, defineRemotes, error, notify, request } from "@volley/protocol";
import type { RemoteCall, Server } from "@volley/server";
import { testCluster } from "@volley/server/testing";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { clusters } from "../../support/cluster/clusters.js";
import { until } from "../../support/until.js";

const contract = defineContract({
  routes: { "shop.buy": request({ input: z.number(), output: z.string() }) },
});
const bank = defineRemotes({
  errors: { CLOSED: error() },
  routes: {
    "bank.pay": request({
      input: z.object({ cents: z.number() }),
      output: z.object({ by: z.string(), at: z.coerce.date<string>() }),
      errors: { BROKE: z.object({ cents: z.number() }) },
    }),
    "bank.who": request({ output: z.object({ node: z.string(), uid: z.string().nullable(), served: z.string() }) }),
    "bank.slow": request({ timeoutMs: 1_000 }),
    "bank.note": notify({ input: z.string() }),
    "bank.bug": request(),
  },
});

interface Bank {
  readonly notes: string[];
  readonly keys: string[];
  started: number;
  aborted: number;
}

/** Registers the bank; what its handlers do can be seen in the returned record. */
function openBank(server: Server<typeof contract>): Bank {
  const seen: Bank = { notes: [], keys: [], started: 0, aborted: 0 };
  server.remotes(bank, {
    "bank.pay": ({ input, errors, idempotencyKey }) => {
      seen.keys.push(idempotencyKey);
      if (input.cents > 100) throw errors.BROKE({ cents: 100 });
      if (input.cents < 0) throw errors.CLOSED();
      return { by: server.node.id, at: new Date(0).toISOString() };
    },
    "bank.who": ({ caller }) => ({ node: caller.node, uid: caller.uid ?? null, served: server.node.id }),
    "bank.slow": ({ signal }: RemoteCall<undefined, unknown>) =>
      new Promise<void>((resolve) => {
        seen.started++;
        signal.addEventListener("abort", () => {
          seen.aborted++;
          resolve();
        });
      }),
    "bank.note": ({ input }) => void seen.notes.push(input),
    "bank.bug": () => {
      throw new Error("a secret");
    },
  });
  return seen;
}

const noShop = (server: Server<typeof contract>): void => server.service("shop", { buy: () => "" });

describe.each(clusters())("a remote over %s", (_, cluster) => {
  it("is called on a node that serves it, with its types made again", async () => {
    await using t = await testCluster(contract, (server, { index }) => void (index === 1 && openBank(server)), {
      nodes: ["frontend", "backend"],
      cluster: cluster(),
    });
    const [a, b] = t.servers;
    const paid = await a?.rpc(bank, "bank.pay", { cents: 5 });
    expect(paid).toEqual({ by: b?.node.id, at: new Date(0) });
    expect(await a?.rpc(bank, "bank.note", "hello")).toBeUndefined();
  });

  it("is called on its own node too, and on a server that is alone", async () => {
    await using t = await testCluster(contract, (server) => {
      noShop(server);
      openBank(server);
    });
    const [server] = t.servers;
    expect(await server?.rpc(bank, "bank.who")).toEqual({
      node: server?.node.id,
      uid: null,
      served: server?.node.id,
    });
  });

  it("is called on one given node", async () => {
    await using t = await testCluster(contract, (server) => void openBank(server), {
      nodes: ["backend", "backend", "backend"],
      cluster: cluster(),
    });
    const [a, , c] = t.servers;
    const node = c?.node.id ?? "";
    for (let n = 0; n < 5; n++)
      expect(await a?.rpc(bank, "bank.who", undefined, { node })).toMatchObject({ served: node });
    const gone = await a?.rpc(bank, "bank.who", undefined, { node: "nobody" }).result();
    expect(gone?.error).toMatchObject({ code: "NOT_FOUND" });
  });

  it("ends with its declared errors, and hides bugs", async () => {
    await using t = await testCluster(contract, (server, { index }) => void (index === 1 && openBank(server)), {
      nodes: ["frontend", "backend"],
      cluster: cluster(),
    });
    const call = (cents: number) => t.servers[0]?.rpc(bank, "bank.pay", { cents }).result();
    expect((await call(101))?.error).toMatchObject({ code: "BROKE", declared: true, data: { cents: 100 } });
    expect((await call(-1))?.error).toMatchObject({ code: "CLOSED", declared: true });
    expect((await call("x" as never))?.error).toMatchObject({ code: "VALIDATION" });
    const bug = await t.servers[0]?.rpc(bank, "bank.bug").result();
    expect(bug?.error).toMatchObject({ code: "INTERNAL", traceId: expect.any(String) });
    expect(bug?.error?.message).not.toContain("secret");
  });

  it("answers at once when no node serves it", async () => {
    await using t = await testCluster(contract, () => {}, { nodes: ["frontend", "frontend"], cluster: cluster() });
    const outcome = await t.servers[0]?.rpc(bank, "bank.pay", { cents: 1 }).result();
    expect(outcome?.error).toMatchObject({ code: "UNAVAILABLE" });
  });

  it("is cancelled by its caller's signal", async () => {
    let seen: Bank | undefined;
    await using t = await testCluster(
      contract,
      (server, { index }) => {
        if (index === 1) seen = openBank(server);
      },
      {
        nodes: ["frontend", "backend"],
        cluster: cluster(),
      },
    );
    const stop = new AbortController();
    const slow = t.servers[0]?.rpc(bank, "bank.slow", undefined, { signal: stop.signal, timeoutMs: 60_000 }).result();
    await until(() => seen?.started === 1);
    stop.abort();
    expect((await slow)?.error).toMatchObject({ code: "CANCELLED" });
    await until(() => seen?.aborted === 1);
  });

  it("can't be reached by clients", async () => {
    await using t = await testCluster(contract, (server) => {
      noShop(server);
      openBank(server);
    });
    const client = await t.client();
    await expect(client.request("bank.pay" as "shop.buy", 1)).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });
});

describe("the time of a call", () => {
  it("times out for its caller and is told so", async () => {
    let seen: Bank | undefined;
    await using t = await testCluster(
      contract,
      (server, { index }) => {
        if (index === 1) seen = openBank(server);
      },
      {
        nodes: ["frontend", "backend"],
      },
    );
    const slow = t.servers[0]?.rpc(bank, "bank.slow").result();
    await t.settle();
    await t.clock.advance(1_100);
    expect((await slow)?.error).toMatchObject({ code: "TIMEOUT" });
    await t.settle();
    expect(seen?.aborted).toBe(1);
  });

  it("knows on whose behalf it is called, and never outlasts the message that led to it", async () => {
    let seen: Bank | undefined;
    await using t = await testCluster(
      contract,
      (server, { index }) => {
        if (index === 2) seen = openBank(server);
        if (index !== 1) return;
        server.service(
          "shop",
          {
            buy: async ({ input }) => {
              if (input === 0) await server.rpc(bank, "bank.slow", undefined, { timeoutMs: 60_000 });
              await Promise.resolve();
              const { uid, node } = await server.rpc(bank, "bank.who");
              return `${uid} through ${node === server.node.id ? "the shop" : "somebody"}`;
            },
          },
          { timeoutMs: 500 },
        );
      },
      { nodes: ["frontend", "backend", "backend"] },
    );
    const client = await t.client({ uid: "ada" });
    expect(await client.request("shop.buy", 1)).toBe("ada through the shop");
    const late = client.request("shop.buy", 0).result();
    await t.settle();
    await t.clock.advance(600);
    expect((await late).error).toMatchObject({ code: "TIMEOUT" });
    await t.settle();
    expect(seen?.aborted).toBe(1);
  });
});

describe("registration", () => {
  it("refuses what is missing, unknown or doubled", async () => {
    await using t = await testCluster(contract, (server) => {
      noShop(server);
      expect(() => server.remotes(bank, {} as never)).toThrow(/no handler for bank.pay/);
      openBank(server);
      expect(() => openBank(server)).toThrow(/has a handler already/);
    });
    expect(t.servers[0]?.node.remotes).toEqual(["bank"]);
  });
});

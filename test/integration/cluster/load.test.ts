import { randomBytes } from "node:crypto";
import { createClient } from "@volley/client";
import { expect, inject, it } from "vitest";
import { roomContract } from "../../support/cluster/room-contract.js";
import { startNodes } from "../../support/cluster/start-node.js";
import { until } from "../../support/until.js";

const redisUrl = inject("redisUrl");
const CLIENTS = 200;
const ROOMS = 10;
const MESSAGES = 20_000;

it.skipIf(redisUrl === null)(
  "3 frontends, 2 backends, 200 clients, 20,000 mixed messages: each handled once, in order, and seen by all",
  { timeout: 180_000 },
  async () => {
    const common = { url: redisUrl ?? "", prefix: `test-${randomBytes(6).toString("hex")}`, commandTimeoutMs: 20_000 };
    const nodes = await startNodes([
      ...Array.from({ length: 3 }, () => ({ ...common, role: "frontend" as const })),
      ...Array.from({ length: 2 }, () => ({ ...common, role: "backend" as const })),
    ]);
    try {
      await until(async () => (await Promise.all(nodes.map((node) => node.stats()))).every((each) => each.nodes === 5));
      const seen = Array.from({ length: CLIENTS }, () => new Map<string, number>());
      const clients = seen.map((own, n) => {
        const client = createClient(roomContract(), {
          url: nodes[n % 3]?.url ?? "",
          token: () => `u${n}`,
          timeoutMs: 60_000,
        });
        client.onPush("room.said", ({ id }) => own.set(id, (own.get(id) ?? 0) + 1));
        return client;
      });
      const roomOf = (n: number): string => `r${n % ROOMS}`;
      await Promise.all(clients.map((client, n) => client.request("room.enter", roomOf(n))));

      const each = MESSAGES / CLIENTS;
      const said = Array.from({ length: ROOMS }, () => [] as string[]);
      const outcomes: Promise<string>[] = [];
      const BURST = 10;
      for (let round = 0; round < each / BURST; round++) {
        const burst = clients.flatMap((client, n) =>
          Array.from({ length: BURST }, (_, k) => {
            const order = round * BURST + k;
            if (k % 5 !== 0) return Promise.resolve(client.notify("room.note", order)).then(() => "");
            const id = `${n}-${order}`;
            said[n % ROOMS]?.push(id);
            return client
              .request("room.say", { room: roomOf(n), id })
              .result()
              .then(({ error }) => error?.code ?? "");
          }),
        );
        outcomes.push(...burst);
        await Promise.all(burst);
      }
      expect((await Promise.all(outcomes)).filter((code) => code !== "")).toEqual([]);
      const counts = await Promise.all(clients.map((client) => client.request("room.count")));
      for (const { notes, disorder } of counts) expect({ notes, disorder }).toEqual({ notes: each * 0.8, disorder: 0 });
      expect(new Set(counts.map(({ by }) => by)).size).toBe(2);

      const handled = (await Promise.all(nodes.map((node) => node.stats()))).flatMap((stats) => stats.handled);
      expect(handled).toHaveLength(MESSAGES);
      expect(new Set(handled).size).toBe(MESSAGES);
      for (const [n, own] of seen.entries()) {
        const expected = said[n % ROOMS] ?? [];
        await until(() => own.size >= expected.length);
        expect([...own.keys()].sort()).toEqual(expected.toSorted());
        expect([...own.values()].every((times) => times === 1)).toBe(true);
      }
      await Promise.all(clients.map((client) => client.close()));
    } finally {
      await Promise.all(nodes.map((node) => node.kill()));
    }
  },
);

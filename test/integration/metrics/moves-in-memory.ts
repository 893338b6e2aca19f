import { until } from "../../support/until.js";
import { ALONE, bank, inMemory, type Moves } from "./arena.js";

const producer = { id: "till", serial: 1 };

/** What is moved by a cluster in memory. */
export const movesInMemory: Moves = {
  sessions: async ({ metrics, moved }) => {
    const { t } = await inMemory(metrics, {}, ALONE);
    const a = await t.client({ uid: "a" });
    await moved({ state: "connected" });
    a.disconnect();
    await moved({ state: "waiting" });
  },
  sessionsEnded: async ({ metrics, moved }) => {
    const { t, front } = await inMemory(metrics);
    await t.client({ uid: "a" });
    await front.user("a").kick("out");
    await moved({ reason: "kicked" });
  },
  connectionsEnded: async ({ metrics, moved }) => {
    const { t, front } = await inMemory(metrics);
    (await t.client({ uid: "a" })).disconnect();
    await moved({ reason: "network" });
    await t.client({ uid: "b" });
    await front.user("b").kick("out");
    await moved({ reason: "kicked" });
  },
  resumes: async ({ metrics, moved }) => {
    const { t } = await inMemory(metrics);
    const a = await t.client({ uid: "a" });
    await a.request("arena.enter", "1");
    a.disconnect();
    await t.clock.advance(2_000);
    await moved({ result: "ok" });
  },
  requestSeconds: async ({ metrics, moved }) => {
    const { t } = await inMemory(metrics);
    const a = await t.client({ uid: "a" });
    await a.request("arena.enter", "1");
    await moved({ route: "arena.enter", code: "ok" });
    await a.request("arena.enter", 1 as never).result();
    await moved({ route: "arena.enter", code: "VALIDATION" });
    await a.request("desk.ask", "x");
    await moved({ route: "desk.ask", code: "ok" });
    const leave = new AbortController();
    const waiting = a.request("arena.wait", undefined, { signal: leave.signal }).result();
    await t.settle();
    leave.abort();
    await waiting;
    await moved({ route: "arena.wait", code: "CANCELLED" });
  },
  notifies: async ({ metrics, moved }) => {
    const { t } = await inMemory(metrics);
    (await t.client()).notify("arena.say", "hi");
    await moved({ route: "arena.say" });
  },
  pushes: async ({ metrics, moved }) => {
    const { front } = await inMemory(metrics);
    await front.everybody().push("arena.said", "hi");
    await moved({ push: "arena.said", delivery: "live" });
    await front.group("arena:{id}", { id: 1 }).push("arena.hit", 1);
    await moved({ push: "arena.hit", delivery: "replay" });
  },
  limited: async ({ metrics, moved }) => {
    const { t } = await inMemory(metrics, {
      limits: { connection: { messages: { rate: 1, perMs: 60_000, burst: 3 } } },
    });
    const a = await t.client({ uid: "a" });
    await Promise.all(Array.from({ length: 5 }, () => a.request("arena.enter", "1").result()));
    await moved({ what: "request" });
    a.notify("arena.say", "hi");
    await moved({ what: "notify" });
  },
  forwardSeconds: async ({ metrics, moved }) => {
    const { t } = await inMemory(metrics);
    await (await t.client()).request("desk.ask", "x");
    await moved({ service: "desk", code: "ok" });
  },
  rpcSeconds: async ({ metrics, moved }) => {
    const { front } = await inMemory(metrics);
    await front.rpc(bank, "bank.pay", 1);
    await moved({ remote: "bank.pay", code: "ok" });
    await front.rpc(bank, "bank.pay", "much" as never).result();
    await moved({ remote: "bank.pay", code: "VALIDATION" });
  },
  remoteSeconds: async ({ metrics, moved }) => {
    const { front } = await inMemory(metrics);
    await front.rpc(bank, "bank.pay", 1);
    await moved({ remote: "bank.pay", code: "ok" });
  },
  once: async ({ metrics, moved }) => {
    const { t } = await inMemory(metrics);
    await (await t.client({ uid: "a" })).request("arena.buy", "hat");
    await moved({ outcome: "answered" });
  },
  jobsEnqueued: async ({ metrics, moved }) => {
    const { front } = await inMemory(metrics);
    await front.enqueue(bank, "bank.pay", 1);
    await moved({ remote: "bank.pay", result: "ok" });
  },
  jobs: async ({ metrics, moved }) => {
    const { t, front } = await inMemory(metrics);
    await front.enqueue(bank, "bank.pay", 1);
    await t.clock.advance(1_000);
    await moved({ remote: "bank.pay", result: "ok" });
  },
  gapsUnrepaired: async ({ metrics, moved }) => {
    const { t, front } = await inMemory(metrics);
    const a = await t.client({ uid: "a" });
    await a.request("arena.enter", "1");
    a.disconnect();
    // Only two are kept.
    for (const n of [1, 2, 3, 4]) await front.group("arena:{id}", { id: 1 }).push("arena.hit", n);
    await t.clock.advance(2_000);
    await moved({ reason: "window" });
  },
  replayed: async ({ metrics, moved }) => {
    const { t, front } = await inMemory(metrics);
    const a = await t.client({ uid: "a" });
    await a.request("arena.enter", "1");
    a.disconnect();
    await front.group("arena:{id}", { id: 1 }).push("arena.hit", 1);
    await t.clock.advance(2_000);
    await moved();
  },
  sweeps: async ({ metrics, moved }) => {
    const { t } = await inMemory(metrics);
    await (await t.client()).request("arena.enter", "1");
    await t.clock.advance(10_000);
    await moved({ result: "ok" });
  },
  streams: async ({ metrics, moved }) => {
    const { t } = await inMemory(metrics, {}, ALONE);
    await (await t.client()).request("arena.enter", "1");
    await moved();
  },
  callsWaiting: async ({ metrics, moved }) => {
    const { t } = await inMemory(metrics, {}, ALONE);
    const a = await t.client();
    const answers = [a.request("arena.wait").result(), a.request("arena.enter", "1").result()];
    await t.settle();
    await moved({ of: "all" }, (value) => value === 2);
    await moved({ of: "max" }, (value) => value === 2);
    await a.close();
    await Promise.all(answers);
  },
  loopDelay: async ({ metrics }) => {
    await inMemory(metrics, {}, ALONE);
    // Each look begins anew, so it must not come before a timer was late.
    await until(async () => {
      const end = performance.now() + 60;
      while (performance.now() < end);
      await new Promise((resolve) => setTimeout(resolve, 30));
      return (metrics.value("volley_event_loop_delay_seconds", { quantile: "1" }) ?? 0) > 0.02;
    });
  },
  nodes: async ({ metrics, moved }) => {
    await inMemory(metrics, {}, ["frontend", "backend", "backend"]);
    await moved({ role: "backend" }, (value) => value === 2);
  },
  draining: async ({ metrics, moved }) => {
    const { t, front } = await inMemory(metrics, {}, ALONE);
    await t.client({ uid: "a" });
    let finish: () => void = () => {};
    front.onSessionClose(
      () =>
        new Promise<void>((resolve) => {
          finish = resolve;
        }),
    );
    await moved({}, (value) => value === 0);
    const closing = front.close();
    await moved({}, (value) => value === 1);
    finish();
    await closing;
  },
  build: async ({ metrics, moved }) => {
    await inMemory(metrics);
    await moved({ node: process.versions.node });
  },
  duplicates: async ({ metrics, moved }) => {
    const { front } = await inMemory(metrics);
    const table = front.group("arena:{id}", { id: 1 });
    await table.push("arena.hit", 1, { producer });
    await table.push("arena.hit", 1, { producer });
    await moved({ where: "append" });
  },
};

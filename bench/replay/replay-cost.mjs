// What a push with delivery "replay" costs beside a "live" one: CPU of all nodes and of Redis per push, medians of
// interleaved rounds. `npm run bench:replay` builds and runs it; it writes results/replay-cost.json.
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { createClient } from "@volley/client";
import { Redis } from "ioredis";
import { startRedis } from "../processes/redis-process.ts";
import { contract } from "./replay-contract.mjs";

const NODES = 2;
const TABLES = 50;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 9);
const PUSHES_EACH = Number(process.env.BENCH_PUSHES ?? 100);
/** What issue and guarantees allow. */
const LIMIT = 2.5;
const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Members per table: the fewer there are, the more the push itself counts. */
const results = [];
for (const members of [2, 8]) results.push(await measure(members));
const report = {
  what: `CPU per push in µs: ${NODES} nodes and Redis, ${TABLES} tables, medians of ${ROUNDS} interleaved rounds`,
  node: process.version,
  cpu: cpus()[0]?.model,
  limit: LIMIT,
  results,
};
mkdirSync(here("../results"), { recursive: true });
writeFileSync(here("../results/replay-cost.json"), `${JSON.stringify(report, null, 2)}\n`);
console.log(report.what);
for (const { members, live, replay, ratio } of results) {
  const show = ({ nodes, redis, total }) => `${total} (nodes ${nodes}, Redis ${redis})`;
  console.log(`  ${members} members: live ${show(live)}, replay ${show(replay)}: ${ratio} times`);
}
process.exitCode = results.some(({ ratio }) => ratio > LIMIT) ? 1 : 0;

async function measure(members) {
  const redis = await startRedis();
  const operator = new Redis(redis.url);
  const nodes = await Promise.all(Array.from({ length: NODES }, () => startNode(redis.url)));
  let received = 0;
  const clients = await Promise.all(
    Array.from({ length: TABLES * members }, async (_, n) => {
      const client = createClient(contract, { url: nodes[n % NODES].at, parse: false });
      for (const push of ["table.live", "table.replay"]) client.onPush(push, () => received++);
      await client.request("table.enter", Math.floor(n / members));
      return client;
    }),
  );

  async function round(delivery) {
    const before = await cpu();
    const expected = received + TABLES * PUSHES_EACH * members;
    await nodes[0].ask({ type: "push", delivery, tables: TABLES, each: PUSHES_EACH });
    while (received < expected) await new Promise((resolve) => setTimeout(resolve, 5));
    const after = await cpu();
    const per = (name) => (after[name] - before[name]) / (TABLES * PUSHES_EACH);
    return { nodes: per("nodes"), redis: per("redis") };
  }
  async function cpu() {
    const used = await Promise.all(nodes.map(({ ask }) => ask({ type: "cpu" })));
    const info = await operator.info("cpu");
    const seconds = (name) => Number(new RegExp(`${name}:([\\d.]+)`).exec(info)[1]);
    return {
      nodes: used.reduce((sum, { cpuUs }) => sum + cpuUs, 0),
      redis: (seconds("used_cpu_user") + seconds("used_cpu_sys")) * 1e6,
    };
  }

  const rounds = { live: [], replay: [] };
  for (let n = -2; n < ROUNDS; n++) {
    // The first two warm up; who begins takes turns.
    const order = n % 2 === 0 ? ["live", "replay"] : ["replay", "live"];
    for (const delivery of order) {
      const cost = await round(delivery);
      if (n >= 0) rounds[delivery].push(cost);
    }
  }
  await Promise.all(clients.map((client) => client.close()));
  for (const { child } of nodes) child.disconnect();
  operator.disconnect();
  await redis.stop();
  const live = summary(rounds.live);
  const replay = summary(rounds.replay);
  return { members, live, replay, ratio: rounded(replay.total / live.total) };
}

async function startNode(url) {
  const env = { ...process.env, NODE_ENV: "production", NODE_CONFIG: JSON.stringify({ url, prefix: "bench" }) };
  const child = fork(here("replay-node.mjs"), { env });
  const [{ at }] = await once(child, "message");
  const ask = async (command) => {
    const answer = once(child, "message");
    child.send(command);
    return (await answer)[0];
  };
  return { at, child, ask };
}

function summary(rounds) {
  const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
  return {
    nodes: rounded(median(rounds.map(({ nodes }) => nodes))),
    redis: rounded(median(rounds.map(({ redis }) => redis))),
    total: rounded(median(rounds.map(({ nodes, redis }) => nodes + redis))),
  };
}

function rounded(value) {
  return Math.round(value * 100) / 100;
}

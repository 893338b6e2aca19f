import { randomBytes } from "node:crypto";
import { createServer, redis, type Server } from "@volley/server";
import { bullmq } from "@volley/server/jobs";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { noRoutes, work } from "../../support/cluster/job-contract.js";
import { type JobProcess, startJobProcess } from "../../support/cluster/start-job-process.js";
import { recordingLogger } from "../../support/recording-logger.js";
import { until } from "../../support/until.js";

const url = inject("redisUrl") ?? "";
/** Long enough for a process that has to wait for its turn on a busy machine. */
const LEASE_MS = 3_000;
const WITHIN_MS = 60_000;

describe.skipIf(url === "")("jobs whose nodes go away", { timeout: 120_000 }, () => {
  let config: { readonly url: string; readonly prefix: string; readonly leaseMs: number };
  let server: Server<typeof noRoutes>;
  let processes: JobProcess[];
  beforeEach(async () => {
    config = { url, prefix: `test-${randomBytes(6).toString("hex")}`, leaseMs: LEASE_MS };
    processes = [];
    const { prefix } = config;
    const options = { cluster: redis({ url, prefix }), jobs: bullmq(config), logger: recordingLogger() };
    server = createServer(noRoutes, { ...options, role: "backend" });
    await server.start();
  });
  afterEach(async () => {
    await Promise.all([server.close(), ...processes.map((each) => each.kill())]);
  });

  async function start(leaseMs = LEASE_MS): Promise<JobProcess> {
    const started = await startJobProcess({ ...config, leaseMs });
    processes.push(started);
    return started;
  }
  const startsOf = (what: string): number =>
    processes.flatMap(({ started }) => started).filter((it) => it.what === what).length;
  const untilStarts = (what: string, count: number): Promise<void> =>
    until(() => startsOf(what) >= count, `${count} starts of ${what}`, WITHIN_MS);

  it("start again on another node when theirs is killed in the middle, with the same key", async () => {
    const first = await start();
    const { jobId } = await server.enqueue(work, "work.hang", "a", { attempts: 1 });
    await untilStarts("a", 1);
    const second = await start();
    const at = performance.now();
    await first.kill();
    await until(() => second.started.length > 0, "the second start", WITHIN_MS);
    expect(performance.now() - at).toBeLessThan(10 * LEASE_MS);
    expect([first.started, second.started]).toEqual([[{ what: "a", key: jobId }], [{ what: "a", key: jobId }]]);
  });

  it("are dead after a few starts when they are what ends the nodes", async () => {
    const { jobId } = await server.enqueue(work, "work.die", "poison", { attempts: 100 });
    const dead = server.deadJobs(work);
    const isDead = async (): Promise<boolean> => (await dead.list()).length > 0;
    while (!(await isDead())) {
      const victim = await start();
      await Promise.race([victim.exited, until(isDead, "an end", WITHIN_MS)]);
    }
    expect(startsOf("poison")).toBe(3);
    expect((await dead.list())[0]).toMatchObject({ jobId, starts: 3, error: { code: "DISCONNECTED" } });
    const healthy = processes.at(-1);
    await server.enqueue(work, "work.do", "after", {});
    await until(() => healthy?.started.some(({ what }) => what === "after") === true, "other jobs run", WITHIN_MS);
    expect(await dead.drop(jobId)).toBe(true);
  });

  it("start again at once when their node closes before they are over", async () => {
    // Nobody waits for such a lease: the job was given back.
    const leaseMs = 10 * WITHIN_MS;
    const first = await start(leaseMs);
    await server.enqueue(work, "work.hang", "a");
    await untilStarts("a", 1);
    const second = await start(leaseMs);
    await first.kill("SIGTERM");
    await until(() => second.started.length > 0, "the second start", WITHIN_MS);
  });

  it("don't keep the others from being done, each at least once, while nodes are killed", async () => {
    await Promise.all([start(), start()]);
    const names = Array.from({ length: 200 }, (_, n) => `job ${n}`);
    for (const [n, name] of names.entries()) {
      if (n % 2 === 0) await server.enqueue(work, "work.do", name, { key: name });
      else await server.enqueue(work, "work.fail", { name, times: 1 }, { key: name, backoffMs: 50 });
      if (n === 100) await processes[0]?.kill();
    }
    await start();
    const over = async (): Promise<boolean> => names.every((name, n) => startsOf(name) >= 1 + (n % 2));
    await until(over, "all are done", WITHIN_MS);
    expect(await server.deadJobs(work).list()).toEqual([]);
  });
});

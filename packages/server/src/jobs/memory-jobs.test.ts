import { VolleyError } from "@volley/protocol";
import { ManualClock } from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";
import { jobQueueSuite } from "./job-queue.suite.js";
import { JobRig, job, succeed } from "./job-rig.fixture.js";
import { memoryJobs } from "./memory-jobs.js";

/** Far more than the tests wait, in ms. */
const LONG = 60_000;

function inMemory() {
  const clock = new ManualClock();
  return {
    clock,
    jobs: memoryJobs,
    until: async (condition: () => boolean | Promise<boolean>, what: string): Promise<void> => {
      for (const end = clock.monotonic() + LONG; !(await condition()); await clock.advance(1)) {
        if (clock.monotonic() > end) throw new Error(`${what} did not come true`);
      }
    },
  };
}

describe("jobs in memory", () => {
  jobQueueSuite(inMemory);

  it("are limited", async () => {
    const rig = new JobRig(inMemory());
    const { queue } = await rig.node();
    for (let n = 0; n < 10_000; n++) await queue.add("bank", job(`${n}`));
    await expect(queue.add("bank", job("more"))).rejects.toMatchObject({ code: "BUSY" });
    await queue.add("bank", job("5"));
    await queue.add("mail", job("more"));
    await rig.close();
  });

  it("end with the last node, which says so, and leave no timer", async () => {
    const tested = inMemory();
    const rig = new JobRig(tested);
    const [a, b] = [await rig.node(), await rig.node()];
    a.work(succeed);
    await a.queue.add("bank", job("done", { keyed: true }));
    await a.queue.add("bank", job("late", { delayMs: 50 }));
    await a.queue.add("mail", job("nobody's"));
    await tested.clock.advance(0);
    await a.queue.close();
    expect(a.lines).toEqual([]);
    expect(tested.clock.pending).toBe(2);
    await b.queue.close();
    expect(b.lines).toMatchObject([{ level: "warn", fields: { jobs: 2 } }]);
    expect(tested.clock.pending).toBe(0);
  });

  it("wait longer than a timer can", async () => {
    const tested = inMemory();
    const rig = new JobRig(tested);
    const { queue, work } = await rig.node();
    work(succeed);
    const delayMs = 40 * 86_400_000;
    await queue.add("bank", job("late", { delayMs }));
    await tested.clock.advance(delayMs - 1);
    expect(rig.started).toBe("");
    await tested.clock.advance(1);
    expect(rig.started).toBe("late");
    await rig.close();
  });

  it("that are dead go with time, when the next one dies", async () => {
    const tested = inMemory();
    const rig = new JobRig(tested, { deadMs: 1_000 });
    const { queue, work } = await rig.node();
    work(({ end }) => end(new VolleyError("BROKE", "BROKE", { declared: true })));
    for (const name of ["a", "b"]) {
      await queue.add("bank", job(name));
      await tested.clock.advance(1_500);
    }
    expect((await queue.listDead("bank", 10)).map(({ job: { id } }) => id)).toEqual(["job-b"]);
    await rig.close();
  });
});

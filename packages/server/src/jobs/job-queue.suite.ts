import { VolleyError } from "@volley/protocol";
import { systemError } from "@volley/protocol/internal";
import { afterEach, describe, expect, it } from "vitest";
import type { JobRules } from "./job-queue.js";
import { failFirst, JobRig, type JobsUnderTest, job, succeed } from "./job-rig.fixture.js";

const bug = new VolleyError("INTERNAL", "the server failed", { traceId: "t1" });
const refused = new VolleyError("BROKE", "BROKE", { declared: true, data: { cents: 5 } });

/** What every queue of jobs does. */
export function jobQueueSuite(tested: () => JobsUnderTest): void {
  let rig: JobRig;
  const open = (rules: JobRules = {}): JobRig => {
    rig = new JobRig(tested(), rules);
    return rig;
  };
  afterEach(() => rig.close());

  /** Everything that was added before is over when this has run, with one at a time. */
  async function untilOver(queue: RigQueue): Promise<void> {
    await queue.add("bank", job("last"));
    await rig.until(() => rig.started.endsWith("last"), "the last one runs");
  }

  describe("a job", () => {
    it("runs on a node that works its service, as it was given", async () => {
      const { queue, work } = await open().node();
      const added = job("a", { input: '{"cents":5}' });
      await queue.add("bank", added);
      await queue.add("mail", job("b"));
      work(succeed, "bank");
      await rig.untilStarted(1);
      expect(rig.starts[0]?.job).toEqual(added.job);
      work(succeed, "mail");
      await rig.untilStarted(2);
      expect(rig.started).toBe("a b");
    });

    it("is run once, by one of many nodes", async () => {
      const [a, b] = await Promise.all([open({ concurrency: 3 }).node(), rig.node()]);
      const names = Array.from({ length: 30 }, (_, n) => `${n}`);
      await Promise.all(names.map((name) => a.queue.add("bank", job(name))));
      a.work();
      b.work();
      await rig.untilStarted(6);
      expect(new Set(rig.starts.map(({ node }) => node))).toEqual(new Set(["n0", "n1"]));
      let ended = 0;
      const endAll = (): boolean => {
        for (; ended < rig.starts.length; ended++) rig.starts[ended]?.end();
        return ended === names.length;
      };
      await rig.until(endAll, "all are over");
      expect(rig.started.split(" ").sort()).toEqual([...names].sort());
    });

    it("waits while as many run as may", async () => {
      const { queue, work } = await open({ concurrency: 2 }).node();
      let [running, most] = [0, 0];
      work((start) => {
        most = Math.max(most, ++running);
        void Promise.resolve().then(() => {
          running--;
          start.end();
        });
      });
      for (let n = 0; n < 10; n++) await queue.add("bank", job(`${n}`));
      await rig.untilStarted(10);
      expect(most).toBeLessThanOrEqual(2);
    });

    it("isn't started before its delay is over", async () => {
      const { queue, work } = await open().node();
      work(succeed);
      const at = rig.clock.monotonic();
      await queue.add("bank", job("late", { delayMs: 120 }));
      await queue.add("bank", job("now"));
      await rig.untilStarted(2);
      expect(rig.started).toBe("now late");
      // Redis' clients count whole milliseconds.
      expect((rig.starts[1]?.at ?? 0) - at).toBeGreaterThanOrEqual(119);
    });
  });

  describe("an id that comes from a key", () => {
    const keyed = job("a", { keyed: true });

    it("is one job while that waits, runs, is done, and is dead", async () => {
      const { queue, work } = await open({ concurrency: 1 }).node();
      const again = (): Promise<void> => queue.add("bank", keyed);
      const dead = job("dead", { keyed: true });
      await Promise.all([again(), again()]);
      await queue.add("bank", dead);
      let end = (): void => {};
      work((start) => {
        if (start.job.id === "job-dead") start.end(refused);
        else if (start.job.id === "job-a") end = () => start.end();
        else start.end();
      });
      await rig.untilStarted(1);
      await again();
      end();
      await rig.untilStarted(2);
      await again();
      await queue.add("bank", dead);
      await untilOver(queue);
      await queue.add("bank", dead);
      expect(rig.started).toBe("a dead last");
      expect(await queue.listDead("bank", 10)).toHaveLength(1);
    });

    it("is another job when the time for keys is over, and not before", async () => {
      const { queue, work } = await open({ keyMs: 150 }).node();
      work(succeed);
      const at = rig.clock.monotonic();
      const again = async (): Promise<boolean> => {
        await queue.add("bank", keyed);
        return rig.starts.length === 2;
      };
      await rig.until(again, "it runs again");
      expect(rig.clock.monotonic() - at).toBeGreaterThanOrEqual(149);
    });
  });

  describe("a job that fails", () => {
    it("is tried again, with growing pauses, until it succeeds", async () => {
      const { queue, work, lines } = await open().node();
      work(failFirst(3, bug));
      await queue.add("bank", job("a", { attempts: 5, backoffMs: 30 }));
      await rig.untilStarted(4);
      const [first = 0, second = 0, third = 0, fourth = 0] = rig.starts.map(({ at }) => at);
      expect(second - first).toBeGreaterThanOrEqual(29);
      expect(third - second).toBeGreaterThanOrEqual(59);
      expect(fourth - third).toBeGreaterThanOrEqual(119);
      expect(new Set(rig.starts.map(({ job: { head } }) => head.key)).size).toBe(1);
      expect(await queue.listDead("bank", 10)).toEqual([]);
      expect(JSON.stringify(lines)).not.toContain("secret");
    });

    it("is dead when its tries are used up", async () => {
      const { queue, work } = await open().node();
      work(failFirst(9, bug));
      const { job: kept, ...rules } = job("a");
      await queue.add("bank", { job: kept, ...rules });
      await rig.until(async () => (await queue.listDead("bank", 10)).length === 1, "it is dead");
      const [dead] = await queue.listDead("bank", 10);
      expect(dead).toMatchObject({ job: kept, starts: 3 });
      expect(dead?.error).toMatchObject({ code: "INTERNAL", traceId: "t1" });
      expect(Math.abs((dead?.diedAt ?? 0) - (dead?.enqueuedAt ?? 0))).toBeLessThan(60_000);
    });

    it("is dead at once when another try can't help", async () => {
      const { queue, work } = await open({ concurrency: 1 }).node();
      work(({ job: { id }, end }) => end(id === "job-a" ? refused : undefined));
      await queue.add("bank", job("a"));
      await untilOver(queue);
      const [dead] = await queue.listDead("bank", 10);
      expect(dead?.error).toMatchObject({ code: "BROKE", declared: true, data: { cents: 5 } });
      expect(rig.started).toBe("a last");
    });

    it("is tried again for errors that say that this may help", async () => {
      const { queue, work } = await open().node();
      work(failFirst(1, systemError("UNAVAILABLE", "later")));
      await queue.add("bank", job("a"));
      await rig.untilStarted(2);
      expect(rig.started).toBe("a a");
    });
  });

  describe("the dead", () => {
    async function withDead(names: readonly string[], rules: JobRules = {}) {
      const node = await open({ concurrency: 1, ...rules }).node();
      let heal = false;
      node.work(({ job: { id }, end }) => end(heal || id === "job-last" ? undefined : refused));
      for (const name of names) {
        await node.queue.add("bank", job(name, { keyed: true }));
        const isDead = async () => (await node.queue.listDead("bank", 1))[0]?.job.id === `job-${name}`;
        await rig.until(isDead, `${name} is dead`);
      }
      return { ...node, heal: () => (heal = true) };
    }
    const names = async (queue: RigQueue, limit = 10): Promise<string> =>
      (await queue.listDead("bank", limit)).map(({ job: { id } }) => id.replace("job-", "")).join(" ");

    it("are listed, the last first, and only so many", async () => {
      const { queue } = await withDead(["a", "b", "c"]);
      expect(await names(queue)).toBe("c b a");
      expect(await names(queue, 2)).toBe("c b");
      expect(await queue.listDead("mail", 10)).toEqual([]);
    });

    it("start again with all their tries", async () => {
      const { queue, heal } = await withDead(["a", "b"]);
      heal();
      expect(await queue.retryDead("bank", "job-a")).toBe(true);
      await untilOver(queue);
      expect(rig.started).toBe("a b a last");
      expect(await names(queue)).toBe("b");
    });

    it("are dropped with their keys", async () => {
      const { queue } = await withDead(["a", "b"]);
      expect(await queue.dropDead("bank", "job-a")).toBe(true);
      expect(await names(queue)).toBe("b");
      await queue.add("bank", job("a", { keyed: true }));
      await untilOver(queue);
      expect(rig.started).toBe("a b a last");
    });

    it("are nothing that isn't dead", async () => {
      const { queue } = await withDead([]);
      await queue.add("bank", job("a", { delayMs: 100 }));
      for (const id of ["job-a", "nobody"]) {
        expect(await queue.retryDead("bank", id)).toBe(false);
        expect(await queue.dropDead("bank", id)).toBe(false);
      }
      await rig.untilStarted(1);
      expect(rig.started).toBe("a");
    });

    it("are kept up to a number", async () => {
      const { queue } = await withDead(["a", "b", "c", "d"], { deadCount: 2 });
      expect(await names(queue)).toBe("d c");
    });
  });

  describe("a node that closes", () => {
    it("takes nothing more and waits for what runs, which counts", async () => {
      const [a, b] = await Promise.all([open().node(), rig.node()]);
      a.work();
      await b.queue.add("bank", job("a"));
      await rig.untilStarted(1);
      let drained = false;
      const draining = a.queue.drain().then(() => (drained = true));
      b.work(succeed);
      await a.queue.add("bank", job("b"));
      await rig.untilStarted(2);
      expect(drained).toBe(false);
      rig.starts[0]?.end();
      await rig.until(() => drained, "it is drained");
      await draining;
      await a.queue.close();
      await b.queue.add("bank", job("c"));
      await rig.untilStarted(3);
      expect(rig.starts.map(({ job: { id }, node }) => `${id}@${node}`)).toEqual(["job-a@n0", "job-b@n1", "job-c@n1"]);
      expect(rig.starts[0]?.signal.aborted).toBe(false);
    });

    it("gives back what isn't over: another starts it, and what comes late has no effect", async () => {
      const [a, b] = await Promise.all([open({ concurrency: 1 }).node(), rig.node()]);
      a.work();
      await a.queue.add("bank", job("a", { attempts: 1 }));
      await rig.untilStarted(1);
      await a.queue.close();
      expect(rig.starts[0]?.signal.aborted).toBe(true);
      rig.starts[0]?.end(refused);
      b.work();
      await rig.untilStarted(2);
      expect(rig.starts[1]).toMatchObject({ node: "n1", job: { id: "job-a" } });
      rig.starts[1]?.end();
      await b.queue.drain();
      expect(await b.queue.listDead("bank", 10)).toEqual([]);
    });

    it("keeps no more jobs", async () => {
      const { queue } = await open().node();
      await queue.close();
      await queue.close();
      await expect(queue.add("bank", job("a"))).rejects.toMatchObject({ code: "UNAVAILABLE" });
    });
  });
}

type RigQueue = Awaited<ReturnType<JobRig["node"]>>["queue"];

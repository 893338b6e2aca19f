import { expect, it } from "vitest";
import type { LimitPorts } from "./limit-ports.js";
import { Quotas } from "./quotas.js";

/** What counts quotas, and a way to let a window pass. */
export interface QuotaWorld {
  readonly ports: LimitPorts;
  pass(ms: number): Promise<void>;
}

/** What quotas do, whatever counts them. */
export function describeQuotas(makeWorld: () => Promise<QuotaWorld> | QuotaWorld): void {
  it("give out their points per key, and no more", async () => {
    const { ports } = await makeWorld();
    const quota = new Quotas(ports).quota("login", { points: 3, perMs: 60_000 });
    const taken = await Promise.allSettled(Array.from({ length: 10 }, () => quota.take("a@b.example")));
    expect(taken.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    expect(taken.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "RATE_LIMITED", retryable: true, data: { scope: "login" } },
    });
    const left = await quota.take("c@d.example");
    expect(left.remaining).toBe(2);
    expect(left.resetMs).toBeGreaterThan(50_000);
    expect(left.resetMs).toBeLessThanOrEqual(60_000);
  });

  it("say when there are points again, and give them then", async () => {
    const { ports, pass } = await makeWorld();
    const quota = new Quotas(ports).quota("login", { points: 2, perMs: 1_000 });
    await quota.take("k", { cost: 2 });
    const refused: unknown = await quota.take("k").catch((error: unknown) => error);
    const { retryAfterMs } = (refused as { data: { retryAfterMs: number } }).data;
    expect(retryAfterMs).toBeGreaterThan(0);
    expect(retryAfterMs).toBeLessThanOrEqual(1_000);
    await pass(1_001);
    expect(await quota.take("k")).toMatchObject({ remaining: 1 });
  });

  it("block who wanted more, until that is over or forgotten", async () => {
    const { ports, pass } = await makeWorld();
    const quota = new Quotas(ports).quota("login", { points: 1, perMs: 1_000, blockMs: 60_000 });
    await quota.take("k");
    await expect(quota.take("k")).rejects.toMatchObject({ data: { retryAfterMs: 60_000 } });
    await pass(1_001);
    await expect(quota.take("k")).rejects.toMatchObject({ code: "RATE_LIMITED" });
    await quota.forget("k");
    expect(await quota.take("k")).toMatchObject({ remaining: 0 });
  });

  it("take points back", async () => {
    const { ports } = await makeWorld();
    const quota = new Quotas(ports).quota("login", { points: 1, perMs: 60_000 });
    await quota.take("k");
    await quota.reward("k");
    expect(await quota.take("k")).toMatchObject({ remaining: 0 });
  });

  it("are one for all nodes", async () => {
    const { ports } = await makeWorld();
    const options = { points: 2, perMs: 60_000 };
    await new Quotas(ports).quota("login", options).take("k");
    expect(await new Quotas(ports).quota("login", options).take("k")).toMatchObject({ remaining: 0 });
    expect(await new Quotas(ports).quota("register", options).take("k")).toMatchObject({ remaining: 1 });
  });
}

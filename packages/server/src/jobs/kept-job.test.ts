import { VolleyError } from "@volley/protocol";
import type { Job as BullJob } from "bullmq";
import { expect, it } from "vitest";
import { job } from "./job-rig.fixture.js";
import { deadFromKept, fromKept, type KeptJob, toReason } from "./kept-job.js";

const { id, ...rest } = job("a").job;
const kept = (more: object): BullJob<KeptJob> =>
  ({
    ...{ id, data: { ...rest, backoffMs: 5 }, timestamp: 1, finishedOn: 9, attemptsStarted: 3, stalledCounter: 0 },
    ...more,
  }) as BullJob<KeptJob>;

it("keeps a job's error with its data", () => {
  const error = new VolleyError("BROKE", "no coins", {
    declared: true,
    data: { coins: 3 },
    cause: new Error("secret"),
  });
  const failedReason = toReason(error);
  expect(failedReason).not.toContain("secret");
  expect(deadFromKept(kept({ failedReason }))).toMatchObject({
    job: { id, ...rest },
    error: { code: "BROKE", message: "no coins", declared: true, data: { coins: 3 } },
    ...{ starts: 3, enqueuedAt: 1, diedAt: 9 },
  });
});

it("keeps an error without data that can't be written", () => {
  const data: { self?: unknown } = {};
  data.self = data;
  const failedReason = toReason(new VolleyError("BROKE", "no coins", { data }));
  expect(deadFromKept(kept({ failedReason }))?.error).toMatchObject({ code: "BROKE", data: undefined });
});

it("says what BullMQ's own words mean", () => {
  const failedReason = "job stalled more than allowable limit";
  const dead = deadFromKept(kept({ failedReason, attemptsStarted: 4, stalledCounter: 3 }));
  expect(dead).toMatchObject({ error: { code: "DISCONNECTED", data: { sent: true } }, starts: 3 });
});

it.each([
  null,
  "text",
  {},
  { ...rest, node: 5 },
  { ...rest, input: 5 },
  { ...rest, head: null },
  { ...rest, head: { ...rest.head, route: 5 } },
])("reads nothing from %j", (data) => {
  expect(fromKept(kept({ data }))).toBeUndefined();
  expect(deadFromKept(kept({ data, failedReason: "" }))).toBeUndefined();
});

it("takes a wait that is none for none", () => {
  expect(fromKept(kept({ data: { ...rest, backoffMs: "soon" } }))?.backoffMs).toBe(0);
});

import { expect, it } from "vitest";
import { type BreakerEvent, type BreakerState, CLOSED, nextBreakerState } from "./breaker.js";

const rules = { failures: 3, openMs: 500 };
const after = (...events: BreakerEvent[]): BreakerState =>
  events.reduce<BreakerState>((state, event) => nextBreakerState(state, event, rules), CLOSED);
const failed = (at: number): BreakerEvent => ({ type: "failed", at });

it("opens after some failures in a row", () => {
  expect(after(failed(1), failed(2))).toEqual({ status: "closed", failures: 2 });
  expect(after(failed(1), failed(2), failed(3))).toEqual({ status: "open", until: 503 });
});

it("forgets failures at a success", () => {
  expect(after(failed(1), failed(2), { type: "succeeded" })).toEqual(CLOSED);
});

it("stays open for its time, whatever calls that were under way report", () => {
  const state = after(failed(1), failed(2), failed(3), failed(400), { type: "asked", at: 502 });
  expect(state).toEqual({ status: "open", until: 503 });
});

it("lets one call find out, and closes or opens again with its outcome", () => {
  const trying = after(failed(1), failed(2), failed(3), { type: "asked", at: 503 });
  expect(trying).toEqual({ status: "trying" });
  expect(nextBreakerState(trying, { type: "succeeded" }, rules)).toEqual(CLOSED);
  expect(nextBreakerState(trying, failed(600), rules)).toEqual({ status: "open", until: 1_100 });
});

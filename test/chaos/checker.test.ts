import { describe, expect, it } from "vitest";
import { check } from "./checker.js";
import type { History, MemberEvent, Publication, SentRequest, TellReason } from "./history.js";
import { emptyReport } from "./report.js";

const at = (offset: number, epoch = "e") => ({ epoch, offset });
/** A push that is seen; its name tells where it belongs: "3" at 3. */
const saw = (id: string, place = at(Number(id))): MemberEvent => ({
  type: "push",
  id,
  place,
  at: place.offset * 10 + 5,
});
const told = (reason: TellReason, time: number, place?: ReturnType<typeof at>): MemberEvent => ({
  type: "told",
  reason,
  at: time,
  place,
});
const acked = (id: string, more: Partial<Publication> = {}): Publication => ({
  stream: "s",
  id,
  startedAt: Number(id) * 10,
  outcome: "acked",
  offset: Number(id),
  ...more,
});
const five = ["1", "2", "3", "4", "5"].map((id) => acked(id));

function judge(views: readonly (readonly MemberEvent[])[], publications = five, more: Partial<History> = {}) {
  const members = views.map((events, n) => ({ member: `m${n}`, stream: "s", since: 0, events }));
  return check({ endedAt: 1_000, publications, members, requests: [], effects: [], ...more });
}
const all = five.map(({ id }) => saw(id));

describe("what each member saw", () => {
  it("is clean when all of it came once and in order", () => {
    const report = judge([all, all]);
    expect(report).toEqual({ ...emptyReport(), attempted: 5, acked: 5, delivered: 10 });
  });

  it.each([
    ["prefix", ["3", "4", "5"], 2],
    ["middle", ["1", "2", "5"], 2],
    ["postfix", ["1", "2", "3", "4"], 1],
  ] as const)("lacks a %s", (where, ids, count) => {
    const report = judge([all, ids.map((id) => saw(id))]);
    expect(report.lost).toEqual({ ...emptyReport().lost, [where]: count });
    expect(report.violations).toHaveLength(count);
    expect(report.violations[0]).toContain(`lost (${where}): m1 in s`);
  });

  it("lacks all of it when nothing came", () => {
    expect(judge([[]]).lost).toEqual({ prefix: 5, middle: 0, postfix: 0 });
  });

  it("lacks what was acknowledged and nobody saw", () => {
    const most = all.filter((_, n) => n !== 2);
    expect(judge([most, most]).lost).toEqual({ prefix: 0, middle: 2, postfix: 0 });
  });

  it("may lack what wasn't acknowledged, what was for others, and what came before it did", () => {
    const publications = [
      acked("1", { outcome: "unknown" }),
      acked("2", { outcome: "refused" }),
      acked("3", { except: ["m0"] }),
      acked("4", { startedAt: -1 }),
      acked("5"),
    ];
    expect(judge([[saw("5")]], publications).violations).toEqual([]);
  });

  it("has one of them twice", () => {
    const report = judge([[...all, saw("5")]]);
    expect(report).toMatchObject({ duplicated: 1, reordered: 0 });
  });

  it("has one of them twice although it was told of a window between", () => {
    const report = judge([[...all, told("window", 60, at(5)), saw("5", at(6))]]);
    expect(report.duplicated).toBe(1);
  });

  it("has them in another order", () => {
    const report = judge([["1", "3", "2", "4", "5"].map((id) => saw(id))]);
    expect(report).toMatchObject({ duplicated: 0, reordered: 1 });
  });

  it("goes on in another epoch without being told", () => {
    const report = judge([[...all.slice(0, 4), saw("5", at(5, "other"))]]);
    expect(report.reordered).toBe(1);
  });

  it("has something that nobody pushed, that was refused, or that was for others", () => {
    const publications = [acked("1", { outcome: "refused" }), acked("2", { except: ["m0"] })];
    const report = judge([[saw("1"), saw("2"), saw("9")]], publications);
    expect(report.unexpected).toBe(3);
    expect(report.violations.map((each) => each.split(": ").at(-1))).toEqual([
      "it was refused",
      "it was for others",
      "nobody pushed it",
    ]);
  });
});

describe("a member who is told that some are missing", () => {
  it("may lack those up to where it goes on", () => {
    const report = judge([all, [saw("1"), told("window", 45, at(4)), saw("5")]]);
    expect(report.violations).toEqual([]);
    expect(report.told.window).toBe(1);
  });

  it("must have those behind", () => {
    const report = judge([all, [saw("1"), told("window", 45, at(2)), saw("5")]]);
    expect(report.lost).toEqual({ prefix: 0, middle: 2, postfix: 0 });
  });

  it("may lack those before the next one that it sees, if it wasn't told where it goes on", () => {
    expect(judge([all, [saw("1"), told("window", 45), saw("5")]]).violations).toEqual([]);
    expect(judge([all, [saw("1"), saw("3"), told("window", 45), saw("5")]]).lost.middle).toBe(1);
  });

  it("must have what is pushed afterwards", () => {
    expect(judge([all, [saw("1"), told("epoch", 45)]]).lost).toEqual({ prefix: 0, middle: 0, postfix: 1 });
  });

  it("may lack what was pushed before its session began anew", () => {
    expect(judge([all, [saw("1"), told("fresh", 45), saw("5")]]).violations).toEqual([]);
    expect(judge([all, [saw("1"), told("fresh", 35), saw("5")]]).lost.middle).toBe(1);
  });

  it("sees nothing of the time before", () => {
    const report = judge([all, [saw("1"), told("window", 45, at(4)), saw("3"), saw("5")]]);
    expect(report.reordered).toBe(1);
  });
});

describe("one place with two pushes", () => {
  const lost = acked("6", { stream: "s", mayBeLost: true });
  const again = acked("7", { offset: 6, startedAt: 70 });
  const publications = [...five, lost, again];
  const later: MemberEvent = { type: "push", id: "7", place: at(6), at: 80 };

  it("is told to those who saw the one that is lost", () => {
    const report = judge(
      [
        [...all, saw("6"), told("fork", 75, at(5)), later],
        [...all, later],
      ],
      publications,
    );
    expect(report.violations).toEqual([]);
    expect(report.told.fork).toBe(1);
  });

  it("is noticed when they aren't told", () => {
    const report = judge(
      [
        [...all, saw("6")],
        [...all, later],
      ],
      publications,
    );
    expect(report.conflicting).toBe(1);
    expect(report.violations.some((each) => each.startsWith("conflicting: s e/6 is 7; m0 saw 6"))).toBe(true);
  });

  it("may lack what was pushed in its place before it was told", () => {
    const next = acked("8", { offset: 7, startedAt: 80 });
    const view = [...all, saw("6"), told("fork", 75, at(6)), { ...later, id: "8", place: at(7), at: 85 }];
    expect(judge([view], [...publications, next]).violations).toEqual([]);
  });

  it("is not excused by a window", () => {
    const report = judge(
      [
        [...all, saw("6"), told("window", 75, at(6))],
        [...all, later],
      ],
      publications,
    );
    expect(report.conflicting).toBe(1);
  });

  it("that one member sees both of is out of order too", () => {
    const report = judge([[...all, saw("6"), later]], publications);
    expect(report).toMatchObject({ reordered: 1, conflicting: 1 });
  });
});

describe("requests", () => {
  const sent = (more: Partial<SentRequest>): SentRequest => ({ name: "r", startedAt: 0, timeoutMs: 100, ...more });
  const of = (requests: SentRequest[], more: Partial<History> = {}) =>
    check({ endedAt: 10_000, publications: [], members: [], requests, effects: [], ...more });

  it("hang when they never settle, or long after their time", () => {
    expect(of([sent({})]).hung).toBe(1);
    expect(of([sent({ settledAt: 5_000, code: "TIMEOUT" })]).hung).toBe(1);
    expect(of([sent({ settledAt: 120, code: "TIMEOUT" })]).hung).toBe(0);
  });

  it("may take longer by the time that was declared, and no more", () => {
    const windows = [{ from: 0, to: 4_900 }];
    expect(of([sent({ settledAt: 5_000, code: "" })], { windows }).hung).toBe(0);
    expect(of([sent({ settledAt: 9_000, code: "" })], { windows }).hung).toBe(1);
  });

  it("have their effect once", () => {
    const request = sent({ settledAt: 50, code: "", effect: "k", reply: 1 });
    expect(of([request], { effects: ["k"] }).violations).toEqual([]);
    expect(of([request], { effects: ["k", "k"] }).doubled).toBe(1);
    expect(of([request]).groundless).toBe(1);
  });

  it("have at most one effect when nobody knows", () => {
    const request = sent({ settledAt: 50, code: "OUTCOME_UNKNOWN", effect: "k" });
    expect(of([request]).violations).toEqual([]);
    expect(of([request]).unknown).toBe(1);
    expect(of([request], { effects: ["k", "k"] }).doubled).toBe(1);
  });

  it("for one effect get one reply", () => {
    const replies = [1, 2].map((reply) => sent({ settledAt: 50, code: "", effect: "k", reply }));
    expect(of(replies, { effects: ["k"] }).unequal).toBe(1);
  });
});

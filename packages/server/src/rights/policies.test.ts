import { VolleyError } from "@volley/protocol";
import { Deadlines, ManualClock, systemError } from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";
import type { LiveSession } from "../session/live-session.js";
import { type AnyPolicy, Policies } from "./policies.js";

function setUp(policy?: AnyPolicy) {
  const clock = new ManualClock();
  const errors: string[] = [];
  const nothing = (): void => {};
  const logger = {
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: (message: string) => void errors.push(message),
  };
  const checkPattern = (pattern: string): void => {
    if (pattern === "nope") throw systemError("BAD_REQUEST", "no such group");
  };
  const policies = new Policies({ checkPattern, deadlines: new Deadlines(clock), logger, timeoutMs: 1_000 });
  if (policy !== undefined) policies.add("table:{id}", policy);
  const session = { id: "s" } as LiveSession;
  const question = { session, pattern: "table:{id}", params: { id: "7" }, group: "table:7", more: { reason: "join" } };
  const ask = async (): Promise<string> => {
    try {
      await policies.check("join", question);
      return "allowed";
    } catch (error) {
      return VolleyError.from(error).message;
    }
  };
  return { policies, clock, errors, ask };
}
const NO = "you may not join this group";

describe("a policy", () => {
  it.each([
    [undefined, NO],
    [{}, NO],
    [{ join: false }, NO],
    [{ publish: true, history: true, presence: true }, NO],
    [{ join: true }, "allowed"],
    [{ join: () => true }, "allowed"],
    [{ join: async () => true }, "allowed"],
    [{ join: () => false }, NO],
    [{ join: () => undefined }, NO],
    [{ join: () => 1 }, NO],
    [{ join: () => ({}) }, NO],
    [{ join: "yes" as never }, NO],
  ])("%o says what is allowed: nothing but true does", async (policy, answer) => {
    expect(await setUp(policy).ask()).toBe(answer);
  });

  it("denies whatever a rule answers but true", async () => {
    for (const answer of [undefined, null, 1, "yes", {}, Promise.resolve("true")]) {
      const allowed = await setUp({ join: () => answer as boolean }).ask();
      expect(allowed).not.toBe(await setUp({ join: true }).ask());
    }
  });

  it("is told who wants what of which group", async () => {
    let told: unknown;
    const { ask } = setUp({
      join: (request) => {
        told = request;
        return true;
      },
    });
    await ask();
    expect(told).toEqual({ session: { id: "s" }, params: { id: "7" }, group: "table:7", reason: "join" });
  });

  it("denies in its own words, if clients may see these", async () => {
    const words = setUp({
      join: () => {
        throw new VolleyError("FORBIDDEN", "the table is closed");
      },
    });
    expect(await words.ask()).toBe("the table is closed");
    expect(words.errors).toEqual([]);
  });

  it.each([
    () => new Error("secret"),
    () => "secret",
    () => undefined,
    () => new VolleyError("SECRET", "secret", { declared: true }),
    () => systemError("INTERNAL", "secret"),
  ])("denies, and logs, when it throws anything else", async (make) => {
    const broken = setUp({ join: () => Promise.reject(make()) });
    expect(await broken.ask()).toBe(NO);
    expect(broken.errors).toEqual(["a policy failed; it denies"]);
  });

  it("denies when it takes too long, whatever it says later", async () => {
    let say = (_: boolean): void => {};
    const { ask, clock, errors } = setUp({ join: () => new Promise<boolean>((resolve) => (say = resolve)) });
    const answer = ask();
    await clock.advance(1_000);
    say(true);
    expect(await answer).toContain("can't tell now");
    expect(errors).toEqual(["a policy took too long; it denies"]);
  });

  it("is the only one of its pattern, which the contract has", () => {
    const { policies } = setUp({});
    expect(() => policies.add("table:{id}", {})).toThrow(expect.objectContaining({ code: "CONFLICT" }));
    expect(() => policies.add("nope", {})).toThrow(expect.objectContaining({ code: "BAD_REQUEST" }));
    expect(() => policies.precheck("history", "__proto__")).toThrow(expect.objectContaining({ code: "FORBIDDEN" }));
  });
});

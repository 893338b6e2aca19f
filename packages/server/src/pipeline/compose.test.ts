import { describe, expect, it } from "vitest";
import { compose, type PipelineCall } from "./compose.js";
import type { AnyLayer } from "./layer.js";

const call = {
  route: "a.b",
  input: undefined,
  session: {},
  signal: new AbortController().signal,
} as unknown as PipelineCall;
const layer = (
  made: (next: (call: { input: unknown }) => Promise<unknown>) => (call: PipelineCall) => Promise<unknown>,
) => made as unknown as AnyLayer;

describe("compose", () => {
  it("runs layers from the outside in, and back", async () => {
    const log: string[] = [];
    const logging = (name: string): AnyLayer =>
      layer((next) => async (call) => {
        log.push(`${name} in`);
        const output = await next(call);
        log.push(`${name} out`);
        return output;
      });
    const run = compose([logging("a"), logging("b")], (_, input) => {
      log.push("handler");
      return input;
    });
    expect(await run(call, 1)).toBe(1);
    expect(log).toEqual(["a in", "b in", "handler", "b out", "a out"]);
  });

  it("lets layers replace input and output, for themselves and those within", async () => {
    const double = layer((next) => async (call) => `${await next({ ...call, input: (call.input as number) * 2 })}!`);
    const seen: unknown[] = [];
    const watch = layer((next) => (call) => {
      seen.push(call.input);
      return next(call);
    });
    const run = compose([watch, double, watch], (_, input) => input);
    expect(await run(call, 4)).toBe("8!");
    expect(seen).toEqual([4, 8]);
  });

  it("lets layers answer without the handler, and turn errors into answers", async () => {
    const refuse = layer(() => async () => "no");
    const rescue = layer((next) => async (call) => next(call).catch(() => "rescued"));
    const fail = (): never => {
      throw new Error("boom");
    };
    expect(await compose([refuse], fail)(call, 1)).toBe("no");
    expect(await compose([rescue], fail)(call, 1)).toBe("rescued");
  });

  it("shows layers session, route and signal of the call", async () => {
    const show = layer(() => async ({ route, session, signal }) => [route, session, signal]);
    expect(await compose([show], () => {})(call, 1)).toEqual([call.route, call.session, call.signal]);
  });

  it("is the handler itself without layers", () => {
    const core = (): number => 1;
    expect(compose([], core)).toBe(core);
  });
});

import { describe, expect, it } from "vitest";
import { after, before, inPipelineOrder } from "./before-after.js";
import { compose, type PipelineCall } from "./compose.js";
import type { AnyLayer } from "./layer.js";

const call = { route: "a.b", input: undefined, session: {} } as unknown as PipelineCall;
const run = (layers: readonly unknown[], handler: (input: unknown) => unknown, input: unknown): Promise<unknown> =>
  Promise.resolve(compose(inPipelineOrder(layers as readonly AnyLayer[]), (_, each) => handler(each))(call, input));

describe("before and after hooks (Pitaya, handler_pool_test)", () => {
  it("hand the input from hook to hook to the handler, and the outcome from hook to hook to the client", async () => {
    const layers = [
      after((outcome) => (outcome.ok ? { ok: true, output: `${outcome.output} after1` } : undefined)),
      before(({ input }) => `${input} before1`),
      after((outcome) => (outcome.ok ? { ok: true, output: `${outcome.output} after2` } : undefined)),
      before(({ input }) => `${input} before2`),
    ];
    expect(await run(layers, (input) => `${input} handler`, "in")).toBe("in before1 before2 handler after1 after2");
  });

  it("stop at the first before hook that refuses: no later hook, no handler, no after hook runs", async () => {
    const ran: string[] = [];
    const layers = [
      after(() => void ran.push("after1")),
      before(() => {
        throw new Error("refused");
      }),
      before(() => void ran.push("before2")),
      after(() => void ran.push("after2")),
    ];
    await expect(run(layers, () => ran.push("handler"), 1)).rejects.toThrow("refused");
    expect(ran).toEqual([]);
  });

  it("run every after hook when the handler throws, and any may replace error or output", async () => {
    const seen: unknown[] = [];
    const layers = [
      after((outcome) => void seen.push(outcome)),
      after(() => ({ ok: false, error: new Error("other") })),
      after((outcome) => {
        seen.push(outcome);
        return { ok: true, output: "rescued" };
      }),
    ];
    const boom = new Error("boom");
    const handler = (): never => {
      throw boom;
    };
    expect(await run(layers, handler, 1)).toBe("rescued");
    expect(seen).toEqual([
      { ok: false, error: boom },
      { ok: false, error: new Error("other") },
    ]);
  });

  it("leave input and outcome alone when they return nothing", async () => {
    const layers = [before(() => {}), after(() => {})];
    expect(await run(layers, (input) => input, 7)).toBe(7);
  });
});

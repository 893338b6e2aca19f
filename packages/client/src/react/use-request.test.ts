import { setImmediate } from "node:timers/promises";
import { systemError, traceOf } from "@volley/protocol/internal";
import { useEffect } from "react";
import { describe, expect, it, vi } from "vitest";
import { readyClient } from "../client.fixture.js";
import { act, hooks, renderHook } from "./render.fixture.js";

const { useRequest } = hooks;

/** A component that joins when it is told to, and its server. */
async function renderJoin() {
  const ready = await readyClient();
  const join = await renderHook(ready.client, () => useRequest("lobby.join"));
  const results: unknown[] = [];
  const send = async (room: string, signal?: AbortSignal): Promise<void> => {
    await act(async () => {
      void join.value
        .send({ room }, { signal })
        .result()
        .then((result) => results.push(result));
    });
    await act(() => ready.server.settle());
  };
  return { ...ready, join, send, results };
}

describe("useRequest", () => {
  it("sends nothing by itself", async () => {
    const { join, connection } = await renderJoin();
    expect(join.value).toMatchObject({ state: "idle", pending: false });
    expect(connection.lines).toEqual([]);
  });

  it("is pending until the reply comes, and then done with its data", async () => {
    const { join, connection, send, results } = await renderJoin();
    await send("a");
    expect(connection.lines).toEqual(['request #1 lobby.join {"room":"a"}']);
    expect(join.value).toMatchObject({ state: "pending", pending: true });
    await act(async () => connection.reply(1, { seat: 3 }));
    expect(join.value).toMatchObject({ state: "done", pending: false, data: { seat: 3 } });
    expect(results).toEqual([{ ok: true, data: { seat: 3 } }]);
  });

  it("keeps the data of the request before while it is pending", async () => {
    const { join, connection, send } = await renderJoin();
    await send("a");
    await act(async () => connection.reply(1, { seat: 3 }));
    await send("b");
    expect(join.value).toMatchObject({ state: "pending", data: { seat: 3 } });
  });

  it("fails with the error, which needn't be handled a second time", async () => {
    const { join, connection, server } = await renderJoin();
    const unhandled = vi.fn();
    process.on("unhandledRejection", unhandled);
    await act(async () => void join.value.send({ room: "a" }));
    await act(() => server.settle());
    await act(async () => connection.error(1, systemError("FORBIDDEN", "not you")));
    await setImmediate();
    process.off("unhandledRejection", unhandled);
    expect(join.value).toMatchObject({ state: "failed", pending: false, error: { code: "FORBIDDEN" } });
    expect(unhandled).not.toHaveBeenCalled();
  });

  it("follows the latest of several requests, and lets the others go on", async () => {
    const { join, connection, send, results } = await renderJoin();
    await send("a");
    await send("b");
    await act(async () => connection.reply(2, { seat: 2 }));
    expect(join.value).toMatchObject({ state: "done", data: { seat: 2 } });
    await act(async () => connection.reply(1, { seat: 1 }));
    expect(join.value).toMatchObject({ state: "done", data: { seat: 2 } });
    expect(results).toMatchObject([{ data: { seat: 2 } }, { data: { seat: 1 } }]);
  });

  it("takes options for all requests, and others for one", async () => {
    const { client, server } = await readyClient();
    const leave = await renderHook(client, () => useRequest("lobby.leave", { timeoutMs: 100 }));
    await act(async () => void leave.value.send(undefined, { timeoutMs: 200 }));
    await act(() => server.clock.advance(199));
    expect(leave.value.state).toBe("pending");
    await act(() => server.clock.advance(1));
    expect(leave.value).toMatchObject({ state: "failed", error: { code: "TIMEOUT" } });
    await act(async () => void leave.value.send());
    await act(() => server.clock.advance(100));
    expect(leave.value).toMatchObject({ state: "failed", error: { code: "TIMEOUT" } });
  });

  it("sends the trace context of all requests, or that of one", async () => {
    const [general, own] = ["a", "b"].map((digit) => ({ traceparent: `00-${digit.repeat(32)}-${"1".repeat(16)}-01` }));
    const { client, server, connection } = await readyClient();
    const leave = await renderHook(client, () => useRequest("lobby.leave", { trace: general }));
    await act(async () => void leave.value.send());
    await act(async () => void leave.value.send(undefined, { trace: own }));
    await server.settle();
    expect(connection.messages.flat().map((frame) => "extensions" in frame && traceOf(frame.extensions))).toEqual([
      general,
      own,
    ]);
  });

  it("fails with CANCELLED when the caller's own signal aborts, of which it then lets go", async () => {
    const { join, connection, send } = await renderJoin();
    const controller = new AbortController();
    const removed = vi.spyOn(controller.signal, "removeEventListener");
    await send("a", controller.signal);
    await act(async () => connection.reply(1, { seat: 3 }));
    expect(removed).toHaveBeenCalled();
    await send("b", controller.signal);
    await act(async () => controller.abort("enough"));
    expect(join.value).toMatchObject({ state: "failed", error: { code: "CANCELLED", cause: "enough" } });
  });

  it("is idle after a reset, which aborts what is under way", async () => {
    const { join, server, connection, send, results } = await renderJoin();
    await send("a");
    await act(async () => connection.reply(1, { seat: 3 }));
    await send("b");
    await act(async () => join.value.reset());
    await act(() => server.settle());
    expect(join.value).toMatchObject({ state: "idle", pending: false, data: undefined });
    expect(connection.lines.at(-1)).toBe("cancel #2");
    expect(results.at(-1)).toMatchObject({ error: { code: "CANCELLED" } });
  });

  it("aborts everything under way when the component goes", async () => {
    const { join, server, connection, send, results } = await renderJoin();
    await send("a");
    await send("b");
    await join.unmount();
    await server.settle();
    expect(connection.lines.slice(2)).toEqual(["cancel #1", "cancel #2"]);
    expect(results).toMatchObject([{ error: { code: "CANCELLED" } }, { error: { code: "CANCELLED" } }]);
  });

  it("sends once from an effect, though StrictMode runs that twice", async () => {
    const { client, server, connection } = await readyClient();
    const join = await renderHook(client, () => {
      const { send, ...request } = useRequest("lobby.join");
      useEffect(() => void send({ room: "a" }), [send]);
      return request;
    });
    await act(() => server.settle());
    expect(connection.lines.filter((line) => line.startsWith("request"))).toHaveLength(1);
    expect(join.value.state).toBe("pending");
    const id = Number(/#(\d+)/.exec(connection.lines[0] ?? "")?.[1]);
    await act(async () => connection.reply(id, { seat: 3 }));
    expect(join.value).toMatchObject({ state: "done", data: { seat: 3 } });
  });

  it("keeps its functions from render to render", async () => {
    const { client, join } = await renderJoin();
    const { send, reset } = join.value;
    await join.rerender(() => useRequest("lobby.join", { timeoutMs: 5 }));
    expect(join.value).toMatchObject({ send, reset });
    expect(client.status.state).toBe("ready");
  });

  it("starts anew with another client, and aborts what was under way at the old one", async () => {
    const other = await readyClient();
    const { join, server, connection, send } = await renderJoin();
    await send("a");
    await join.rerender(() => useRequest("lobby.join"), other.client);
    await act(() => server.settle());
    expect(join.value.state).toBe("idle");
    expect(connection.lines.at(-1)).toBe("cancel #1");
    await send("b");
    await act(() => other.server.settle());
    expect(other.connection.lines).toEqual(['request #1 lobby.join {"room":"b"}']);
  });

  it("throws for a name that isn't in the contract", async () => {
    const { client } = await readyClient();
    const wrong = await renderHook(client, () => useRequest("lobby.wave" as never));
    expect(wrong.text).toContain('the contract has no request "lobby.wave"');
  });
});

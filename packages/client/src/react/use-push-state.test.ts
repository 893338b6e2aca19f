import { systemError } from "@volley/protocol/internal";
import { describe, expect, it, vi } from "vitest";
import { readyClient, startClient } from "../client.fixture.js";
import type { lobby } from "../test-contract.fixture.js";
import type { SnapshotContext } from "./push-state-options.js";
import { act, hooks, renderHook } from "./render.fixture.js";

const { usePushState } = hooks;
type Context = SnapshotContext<typeof lobby>;

const add = (texts: readonly string[], text: string): readonly string[] => [...texts, text];

describe("usePushState", () => {
  it("starts with the initial state, and applies each push once", async () => {
    const { client, connection } = await readyClient();
    const said = await renderHook(client, () => usePushState("lobby.chat", add, { initial: [] }));
    expect(said.value).toEqual([]);
    await act(async () => connection.push("lobby.chat", "a"));
    await act(async () =>
      connection.send(connection.pushFrame("lobby.chat", "b"), connection.pushFrame("lobby.chat", "c")),
    );
    expect(said.value).toEqual(["a", "b", "c"]);
  });

  it("reduces by the latest reducer, and tells it the group", async () => {
    const { client, connection } = await readyClient();
    const reducer = (prefix: string) => () =>
      usePushState("lobby.chat", (_: string, text, { group }) => `${prefix} ${text} ${group}`, { initial: "" });
    const said = await renderHook(client, reducer("first"));
    await said.rerender(reducer("second"));
    await act(async () => connection.push("lobby.chat", "a", "table:7"));
    expect(said.value).toBe("second a table:7");
  });

  it("doesn't render again for a push that changes nothing", async () => {
    const { client, connection } = await readyClient();
    const use = vi.fn(() => usePushState("lobby.chat", (state: string) => state, { initial: "same" }));
    await renderHook(client, use);
    const renders = use.mock.calls.length;
    await act(async () => connection.push("lobby.chat", "a"));
    expect(use).toHaveBeenCalledTimes(renders);
  });

  it("ends with the component", async () => {
    const { client, connection } = await readyClient();
    const reduce = vi.fn(add);
    const said = await renderHook(client, () => usePushState("lobby.chat", reduce, { initial: [] }));
    await said.unmount();
    connection.push("lobby.chat", "a");
    expect(reduce).not.toHaveBeenCalled();
  });

  it("starts anew for another push", async () => {
    const { client, connection } = await readyClient();
    const said = await renderHook(client, () => usePushState("lobby.chat", add, { initial: [] }));
    await act(async () => connection.push("lobby.chat", "a"));
    const late = (texts: readonly string[], text: string) => [...texts, `late ${text}`];
    await said.rerender(() => usePushState("lobby.late", late, { initial: ["none"] }));
    expect(said.value).toEqual(["none"]);
    await act(async () => connection.push("lobby.chat", "b"));
    await act(async () => connection.push("lobby.late", { text: "c", turns: 1 }));
    expect(said.value).toEqual(["none", "late c"]);
  });

  it("throws what the reducer throws, to the nearest error boundary", async () => {
    const { client, connection } = await readyClient();
    const fail = (): string => {
      throw new Error("mine");
    };
    const said = await renderHook(client, () => usePushState("lobby.chat", fail, { initial: "" }));
    await act(async () => connection.push("lobby.chat", "a"));
    expect(said.text).toBe("thrown: Error: mine");
  });
});

/** A component whose state is a list that the server numbers: the reply to a join brings the first `seat` texts. */
async function renderList(start = readyClient) {
  const started = await start();
  const snapshot = vi.fn(async ({ client, signal }: Context) => {
    const { seat } = await client.request("lobby.join", { room: "a" }, { signal });
    return { version: seat, texts: [`snapshot ${seat}`] };
  });
  const reduce = (list: { version: number; texts: string[] }, text: string) => {
    const version = Number(text);
    return version <= list.version ? list : { version, texts: [...list.texts, text] };
  };
  const list = await renderHook(started.client, () =>
    usePushState("lobby.chat", reduce, { initial: { version: 0, texts: [] }, snapshot }),
  );
  await act(() => started.server.settle());
  return { ...started, list, snapshot };
}

describe("usePushState with a snapshot", () => {
  it("loads it once, in StrictMode too, after the client is ready", async () => {
    const { list, server, snapshot } = await renderList(async () => ({
      ...startClient(),
      connection: undefined as never,
    }));
    expect(snapshot).not.toHaveBeenCalled();
    const connection = await act(() => server.welcome());
    await act(() => server.settle());
    expect(connection.lines).toEqual(['request #1 lobby.join {"room":"a"}']);
    await act(async () => connection.reply(1, { seat: 3 }));
    expect(list.value.texts).toEqual(["snapshot 3"]);
    expect(snapshot).toHaveBeenCalledOnce();
  });

  it("applies the pushes that came meanwhile after it, each once, and in their order", async () => {
    const { list, connection } = await renderList();
    await act(async () => {
      for (const text of ["2", "3", "4"]) connection.push("lobby.chat", text);
    });
    expect(list.value.texts).toEqual([]);
    await act(async () => {
      const frames = ["5", "6"].map((text) => connection.pushFrame("lobby.chat", text));
      connection.send(connection.replyFrame(1, { seat: 3 }), ...frames);
    });
    await act(async () => connection.push("lobby.chat", "7"));
    expect(list.value.texts).toEqual(["snapshot 3", "4", "5", "6", "7"]);
  });

  it("loads it again on the next connection, and shows the old state until then", async () => {
    const { list, connection, server, snapshot } = await renderList();
    await act(async () => connection.reply(1, { seat: 3 }));
    await act(async () => connection.drop());
    await act(() => server.clock.advance(1_000));
    const next = await act(() => server.welcome());
    await act(() => server.settle());
    expect(list.value.texts).toEqual(["snapshot 3"]);
    await act(async () => next.push("lobby.chat", "9"));
    await act(async () => next.reply(1, { seat: 8 }));
    expect(list.value.texts).toEqual(["snapshot 8", "9"]);
    expect(snapshot).toHaveBeenCalledTimes(2);
  });

  it("gives up a load whose connection is lost, and starts over on the next", async () => {
    const { list, connection, server, snapshot } = await renderList();
    await act(async () => connection.push("lobby.chat", "4"));
    await act(async () => connection.drop());
    expect(snapshot.mock.calls[0]?.[0].signal.aborted).toBe(true);
    await act(() => server.clock.advance(1_000));
    const next = await act(() => server.welcome());
    await act(() => server.settle());
    await act(async () => next.reply(1, { seat: 3 }));
    expect(list.value.texts).toEqual(["snapshot 3"]);
    expect(list.text).toBe("");
  });

  it("aborts the load when the component goes, and loads nothing on later connections", async () => {
    const { list, connection, server, snapshot } = await renderList();
    await list.unmount();
    await server.settle();
    expect(connection.lines.at(-1)).toBe("cancel #1");
    connection.drop();
    await server.clock.advance(1_000);
    const next = await server.welcome();
    await server.settle();
    expect(next.lines).toEqual([]);
    expect(snapshot).toHaveBeenCalledOnce();
  });

  it("throws what it fails with, to the nearest error boundary", async () => {
    const { list, connection } = await renderList();
    await act(async () => connection.error(1, systemError("FORBIDDEN", "not you")));
    expect(list.text).toBe("thrown: VolleyError: not you");
  });

  it("throws BUSY instead of keeping pushes without end for a load without end", async () => {
    const { list, connection } = await renderList();
    await act(async () => {
      for (let count = 0; count <= 10_000; count++) connection.push("lobby.chat", `${count}`);
    });
    expect(list.text).toContain("10000 pushes lobby.chat wait for it");
    await act(async () => connection.push("lobby.chat", "late"));
  });
});

describe("usePushState after a resync", () => {
  /** A component whose snapshot is what the server says it is, and grows by scores. */
  async function renderScores() {
    const started = await readyClient();
    let loads = 0;
    const snapshot = vi.fn(async () => [`snapshot ${++loads}`]);
    const scores = await renderHook(started.client, () => usePushState("lobby.scored", add, { initial: [], snapshot }));
    await act(() => started.server.settle());
    return { ...started, scores, snapshot };
  }

  it("loads the snapshot again, and applies what comes from there on to that", async () => {
    const { connection, scores, server } = await renderScores();
    await act(async () => connection.numbered("lobby.scored", "a", { group: "table:7", offset: 1 }));
    expect(scores.value).toEqual(["snapshot 1", "a"]);
    await act(async () => {
      connection.position("window", { group: "table:7", offset: 5 });
      connection.numbered("lobby.scored", "b", { group: "table:7", offset: 6 });
    });
    await act(() => server.settle());
    expect(scores.value).toEqual(["snapshot 2", "b"]);
  });

  it("does nothing for other pushes, for groups that they can't come from, and when it is gone", async () => {
    const { client, connection, scores, server, snapshot } = await renderScores();
    const chat = vi.fn(async () => ["chat"]);
    const chats = await renderHook(client, () => usePushState("lobby.chat", add, { initial: [], snapshot: chat }));
    await act(() => server.settle());
    await act(async () => connection.position("joined", { group: "room:7", offset: 5 }));
    await act(async () => connection.position("joined", { group: "table:7:8", offset: 5 }));
    await act(() => server.settle());
    expect([snapshot, chat].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
    await act(async () => connection.position("joined", { offset: 5 }));
    await act(() => server.settle());
    expect([snapshot, chat].map(({ mock }) => mock.calls.length)).toEqual([2, 1]);
    await scores.unmount();
    await chats.unmount();
    connection.position("window", { offset: 9 });
    await server.settle();
    expect(snapshot).toHaveBeenCalledTimes(2);
  });
});

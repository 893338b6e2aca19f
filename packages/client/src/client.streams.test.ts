import { EXTENSION, encodePosition, encodePush } from "@volley/protocol/internal";
import { describe, expect, it, vi } from "vitest";
import { readyClient, startClient } from "./client.fixture.js";
import type { ScriptedConnection } from "./scripted-server.fixture.js";

const group = "table:7";

/** A client that hears numbered pushes and resyncs, in one list. */
async function listening() {
  const started = await readyClient();
  const heard: string[] = [];
  started.client.onPush("lobby.scored", (said, { offset }) => heard.push(`${offset} ${said}`));
  started.client.onResync(({ group: name, reason }) => heard.push(`${reason} ${name}`));
  const next = async (resumed: true | "expired" | undefined): Promise<ScriptedConnection> => {
    started.server.connection.drop();
    await started.server.clock.advance(1_000);
    return started.server.welcome(resumed === undefined ? {} : { resumed });
  };
  return { ...started, heard, next };
}

describe("numbered pushes", () => {
  it("come with their stream, their offset, and whether they were missed at first", async () => {
    const { client, connection } = await readyClient();
    const handler = vi.fn();
    client.onPush("lobby.scored", handler);
    connection.numbered("lobby.scored", "a", { group, offset: 1 });
    connection.numbered("lobby.scored", "b", { offset: 7, replayed: true });
    const push = "lobby.scored";
    expect(handler.mock.calls.map(([data, meta]) => [data, meta])).toEqual([
      ["a", { push, group, stream: group, offset: 1, replayed: false }],
      ["b", { push, group: undefined, stream: "", offset: 7, replayed: true }],
    ]);
  });

  it("are heard once: what is no further is dropped, per stream and epoch", async () => {
    const { heard, connection } = await listening();
    for (const offset of [1, 2, 2, 1, 4, 3]) connection.numbered("lobby.scored", "a", { group, offset });
    connection.numbered("lobby.scored", "own", { offset: 1 });
    connection.numbered("lobby.scored", "new", { group, offset: 1, epoch: 2 });
    expect(heard).toEqual(["1 a", "2 a", "4 a", "1 own", "1 new"]);
  });

  it("are heard once across a connection on which the session goes on", async () => {
    const { heard, connection, next } = await listening();
    for (const offset of [1, 2]) connection.numbered("lobby.scored", "a", { group, offset });
    const second = await next(true);
    for (const offset of [2, 3]) second.numbered("lobby.scored", "b", { group, offset, replayed: true });
    expect(heard).toEqual(["1 a", "2 a", "3 b"]);
  });

  it.each(["expired", undefined] as const)("count anew in another session (resumed: %s)", async (resumed) => {
    const { heard, connection, next } = await listening();
    connection.numbered("lobby.scored", "a", { group, offset: 2 });
    const second = await next(resumed);
    second.numbered("lobby.scored", "b", { group, offset: 2 });
    expect(heard).toEqual(["2 a", "2 b"]);
  });

  it("count when their handlers fail, with an error in the log", async () => {
    const { client, connection, logger } = await readyClient();
    const handler = vi.fn(() => {
      throw new Error("mine");
    });
    client.onPush("lobby.scored", handler);
    for (const offset of [1, 1]) connection.numbered("lobby.scored", "a", { group, offset });
    expect(handler).toHaveBeenCalledOnce();
    expect(logger.error).toHaveBeenCalledOnce();
  });

  it("count when nobody handles them, or this client can't read them", async () => {
    const { client, connection } = await readyClient();
    connection.numbered("lobby.scored", "a", { group, offset: 1 });
    const handler = vi.fn();
    client.onPush("lobby.scored", handler);
    connection.numbered("lobby.scored", "a", { group, offset: 1 });
    connection.numbered("lobby.unknown", "a", { group, offset: 2 });
    connection.numbered("lobby.scored", "a", { group, offset: 2 });
    connection.numbered("lobby.scored", "b", { group, offset: 3 });
    expect(handler.mock.calls.map(([said]) => said)).toEqual(["b"]);
  });

  it("that still wait when the session goes on elsewhere come again, and are heard once and in order", async () => {
    const { client, heard, connection, next } = await listening();
    client.onPush("lobby.late", (said) => heard.push(`late ${said}`));
    connection.push("lobby.late", { text: "x", turns: 10_000 });
    for (const offset of [1, 2]) connection.numbered("lobby.scored", "a", { group, offset });
    expect(heard).toEqual([]);
    const second = await next(true);
    for (const offset of [1, 2, 3]) second.numbered("lobby.scored", "b", { group, offset, replayed: true });
    await vi.waitFor(() => expect(heard).toContain("late x"));
    expect(heard.filter((said) => said !== "late x")).toEqual(["1 b", "2 b", "3 b"]);
  });

  it("that are being read when the session goes on come again, and are heard once", async () => {
    const { client, connection, next } = await listening();
    const said: unknown[] = [];
    client.onPush("lobby.late", (text) => said.push(text));
    connection.numbered("lobby.late", { text: "x", turns: 10_000 }, { group, offset: 1 });
    const second = await next(true);
    second.numbered("lobby.late", { text: "x", turns: 0 }, { group, offset: 1 });
    await vi.waitFor(() => expect(said).toEqual(["x"]));
    connection.numbered("lobby.late", { text: "y", turns: 0 }, { group, offset: 1 });
    for (let turn = 0; turn < 11_000; turn++) await Promise.resolve();
    expect(said).toEqual(["x"]);
  });

  it("end the connection when their position can't be read", async () => {
    const { client, connection } = await readyClient();
    connection.send(encodePush(0, { extensions: [{ type: EXTENSION.position, value: new Uint8Array(3) }] }));
    expect(client.status).toMatchObject({ state: "closed", cause: { reason: "protocol" } });
  });
});

describe("position frames", () => {
  it("tell of resyncs, once each, in order with pushes", async () => {
    const { client, server, heard, connection } = await listening();
    client.onPush("lobby.late", (said) => heard.push(`late ${said}`));
    connection.position("joined", { group, offset: 4 });
    connection.numbered("lobby.scored", "a", { group, offset: 5 });
    connection.push("lobby.late", { text: "x", turns: 9 });
    connection.position("window", { group, offset: 9 });
    connection.numbered("lobby.scored", "b", { group, offset: 10 });
    connection.position("epoch", { group, epoch: 2, offset: 1 });
    connection.position("fork", { offset: 3 });
    expect(heard).toEqual(["joined table:7", "5 a"]);
    await server.settle();
    const rest = ["late x", "window table:7", "10 b", "epoch table:7", "fork undefined"];
    expect(heard.slice(2)).toEqual(rest);
  });

  it("move the position: what is no further is dropped", async () => {
    const { heard, connection } = await listening();
    connection.position("passed", { group, offset: 4 });
    connection.position("passed", { group, offset: 2 });
    for (const offset of [3, 4, 5]) connection.numbered("lobby.scored", "a", { group, offset });
    connection.position("fork", { group, offset: 2 });
    for (const offset of [2, 3]) connection.numbered("lobby.scored", "b", { group, offset });
    expect(heard).toEqual(["5 a", "fork table:7", "3 b"]);
  });

  it("let a stream be left and joined again", async () => {
    const { heard, connection } = await listening();
    connection.numbered("lobby.scored", "a", { group, offset: 4 });
    connection.position("left", { group, offset: 4 });
    connection.position("joined", { group, offset: 3 });
    connection.numbered("lobby.scored", "b", { group, offset: 4 });
    expect(heard).toEqual(["4 a", "joined table:7", "4 b"]);
  });

  it("of a newer server are left out, and broken ones end the connection", async () => {
    const { client, heard, connection } = await listening();
    connection.send(encodePosition(new Uint8Array([99, 1])));
    expect([heard, client.status.state]).toEqual([[], "ready"]);
    connection.send(encodePosition(new Uint8Array([1, 1])));
    expect(client.status).toMatchObject({ state: "closed", cause: { reason: "protocol" } });
  });
});

describe("onResync", () => {
  it("doesn't connect, and ends when it is undone, its signal aborts, or the client closes", async () => {
    const { client, server } = startClient();
    const handler = vi.fn();
    const controller = new AbortController();
    client.onResync(handler)();
    client.onResync(handler, { signal: controller.signal });
    expect(client.status.state).toBe("idle");
    void client.connect();
    const connection = await server.welcome();
    controller.abort();
    connection.position("joined", { group, offset: 1 });
    await client.close();
    client.onResync(handler);
    expect(handler).not.toHaveBeenCalled();
  });

  it("logs what a handler throws, and goes on", async () => {
    const { client, connection, logger } = await readyClient();
    const handler = vi.fn();
    client.onResync(() => {
      throw new Error("mine");
    });
    client.onResync(handler);
    connection.position("window", { group, offset: 1 });
    expect(handler).toHaveBeenCalledExactlyOnceWith({ group, reason: "window" });
    expect(logger.error).toHaveBeenCalledOnce();
  });
});

import { defineContract, jsonSerializer, push } from "@volley/protocol";
import {
  type ContractParts,
  createRouteTable,
  dictionaryOf,
  encodePush,
  encodeUnknown,
  toUtf8,
} from "@volley/protocol/internal";
import { describe, expect, it, vi } from "vitest";
import { readyClient, startClient } from "./client.fixture.js";

describe("onPush", () => {
  it("connects by itself and hands over data, name and group", async () => {
    const { client, server } = startClient();
    const handler = vi.fn();
    client.onPush("lobby.chat", handler);
    const connection = await server.welcome();
    connection.push("lobby.chat", "hi", "table:7");
    connection.push("lobby.chat", "ho");
    expect(handler.mock.calls.map(([data, meta]) => [data, meta])).toEqual([
      ["hi", { push: "lobby.chat", group: "table:7" }],
      ["ho", { push: "lobby.chat", group: undefined }],
    ]);
  });

  it("calls every handler of the push, and none of another one", async () => {
    const { client, connection } = await readyClient();
    const [first, second, other] = [vi.fn(), vi.fn(), vi.fn()];
    client.onPush("lobby.chat", first);
    client.onPush("lobby.chat", second);
    client.onPush("lobby.closed", other);
    connection.push("lobby.chat", "hi");
    expect([first, second, other].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 0]);
  });

  it("ends when it is undone, or its signal aborts", async () => {
    const { client, connection } = await readyClient();
    const handler = vi.fn();
    const controller = new AbortController();
    const off = client.onPush("lobby.chat", handler);
    client.onPush("lobby.chat", handler, { signal: controller.signal });
    off();
    controller.abort();
    connection.push("lobby.chat", "hi");
    expect(handler).not.toHaveBeenCalled();
  });

  it("logs what a handler throws, and goes on", async () => {
    const { client, connection, logger } = await readyClient();
    const handler = vi.fn();
    const error = new Error("mine");
    client.onPush("lobby.chat", () => {
      throw error;
    });
    client.onPush("lobby.chat", handler);
    connection.push("lobby.chat", "hi");
    expect(handler).toHaveBeenCalledOnce();
    expect(logger.error).toHaveBeenCalledWith(expect.stringContaining("lobby.chat"), { error });
  });

  it("keeps the order across messages and pushes, also behind a schema that takes its time", async () => {
    const { client, server, connection } = await readyClient();
    const heard: unknown[] = [];
    client.onPush("lobby.late", (said) => heard.push(said));
    client.onPush("lobby.chat", (said) => heard.push(said));
    connection.push("lobby.chat", "1");
    connection.push("lobby.late", { text: "2", turns: 9 });
    connection.push("lobby.late", { text: "3", turns: 1 });
    connection.push("lobby.chat", "4");
    expect(heard).toEqual(["1"]);
    await server.settle();
    expect(heard).toEqual(["1", "2", "3", "4"]);
    connection.push("lobby.chat", "5");
    expect(heard).toHaveLength(5);
  });

  it("comes behind the reply that was written before it, for whoever awaits that or its result", async () => {
    const { client, server, connection } = await readyClient();
    const heard: unknown[] = [];
    client.onPush("lobby.chat", (said) => heard.push(said));
    void client.request("lobby.join", { room: "a" }).then(({ seat }) => heard.push(seat));
    const ask = async (): Promise<void> => {
      const { ok } = await client.request("lobby.join", { room: "b" }).result();
      heard.push(ok);
      client.onPush("lobby.closed", () => heard.push("closed"));
    };
    void ask();
    await server.settle();
    const frames = [connection.pushFrame("lobby.chat", "before"), connection.replyFrame(1, { seat: 3 })];
    frames.push(connection.pushFrame("lobby.chat", "between"), connection.replyFrame(2, { seat: 4 }));
    connection.send(...frames, connection.pushFrame("lobby.closed"));
    await server.settle();
    expect(heard).toEqual(["before", 3, "between", true, "closed"]);
  });

  it("drops a push that can't be read, with an error in the log, and goes on", async () => {
    const { client, server, connection, logger } = await readyClient();
    const handler = vi.fn();
    client.onPush("lobby.chat", handler);
    client.onPush("lobby.late", handler);
    connection.push("lobby.chat", 7);
    connection.push("lobby.late", null);
    connection.send(encodePush(0, { payload: toUtf8("{") }));
    connection.push("lobby.chat", "hi");
    await server.settle();
    expect(handler.mock.calls.map(([data]) => data)).toEqual(["hi"]);
    expect(logger.error).toHaveBeenCalledTimes(3);
  });

  it("isn't even decoded when nobody handles it", async () => {
    const serializer = jsonSerializer();
    const decode = vi.spyOn(serializer, "decode");
    const { connection } = await readyClient({ serializer });
    connection.push("lobby.chat", "hi");
    expect(decode).not.toHaveBeenCalled();
  });

  it("hands pushes over as they are with parse: false", async () => {
    const { client, connection } = await readyClient({ parse: false });
    const handler = vi.fn();
    client.onPush("lobby.chat", handler);
    connection.push("lobby.chat", 7);
    expect(handler.mock.lastCall?.[0]).toBe(7);
  });

  it("doesn't mind pushes and kinds of frames that it doesn't know", async () => {
    const { client, connection, logger } = await readyClient();
    connection.send(encodePush(99), encodeUnknown(0x1f, undefined), encodeUnknown(0x5f, 3));
    expect(client.status.state).toBe("ready");
    expect(logger.error).not.toHaveBeenCalled();
  });

  it("drops a push that the server means differently, with one warning", async () => {
    const theirs = defineContract({ pushes: { "lobby.chat": push({} as never, { rev: 2 }), "lobby.new": push() } });
    const dictionary = dictionaryOf(createRouteTable(theirs as unknown as ContractParts));
    const { client, server, logger } = startClient();
    const handler = vi.fn();
    client.onPush("lobby.chat", handler);
    const connection = await server.welcome({ dictionary });
    for (let count = 0; count < 3; count++) connection.send(encodePush(0, { payload: toUtf8('"hi"') }), encodePush(1));
    expect(handler).not.toHaveBeenCalled();
    expect(logger.warn).toHaveBeenCalledOnce();
    expect(logger.warn.mock.lastCall?.[0]).toContain("lobby.chat differs: here rev 1, at the server rev 2");
  });

  it("throws for a name that isn't in the contract", () => {
    const { client } = startClient();
    expect(() => client.onPush("lobby.chta" as never, () => {})).toThrow('the contract has no push "lobby.chta"');
    expect(client.status.state).toBe("idle");
  });
});

describe("pushes", () => {
  it("iterates over what comes from the call on, and unsubscribes when the loop is left", async () => {
    const { client, server } = startClient();
    const stream = client.pushes("lobby.chat");
    const connection = await server.welcome();
    connection.push("lobby.chat", "1");
    connection.push("lobby.chat", "2");
    const heard: string[] = [];
    for await (const said of stream) {
      heard.push(said);
      if (heard.length === 2) break;
    }
    connection.push("lobby.chat", "3");
    expect(heard).toEqual(["1", "2"]);
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  it("bounds its buffer", async () => {
    const { client, connection } = await readyClient();
    const stream = client.pushes("lobby.chat", { buffer: 2, overflow: "drop-newest" });
    for (const said of ["1", "2", "3"]) connection.push("lobby.chat", said);
    void client.close();
    const heard: string[] = [];
    for await (const said of stream) heard.push(said);
    expect(heard).toEqual(["1", "2"]);
  });

  it("ends when the client is closed, and at once if it was", async () => {
    const { client } = await readyClient();
    const waiting = client.pushes("lobby.chat").next();
    await client.close();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(await client.pushes("lobby.chat").next()).toEqual({ done: true, value: undefined });
  });

  it("ends when its signal aborts, and at once if it was", async () => {
    const { client } = await readyClient();
    const controller = new AbortController();
    const waiting = client.pushes("lobby.chat", { signal: controller.signal }).next();
    controller.abort();
    expect(await waiting).toMatchObject({ done: true });
    expect(await client.pushes("lobby.chat", { signal: controller.signal }).next()).toMatchObject({ done: true });
  });

  it("ends with `await using`", async () => {
    const { client, connection } = await readyClient();
    const opened = async () => {
      await using stream = client.pushes("lobby.chat");
      connection.push("lobby.chat", "1");
      return stream;
    };
    const stream = await opened();
    expect(await stream.next()).toMatchObject({ done: true });
  });
});

import {
  decodeOnceMark,
  EXTENSION,
  encodeError,
  encodeJson,
  encodeLimited,
  systemError,
  toWireError,
} from "@volley/protocol/internal";
import { describe, expect, it, vi } from "vitest";
import { readyClient } from "./client.fixture.js";
import type { ScriptedConnection } from "./scripted-server.fixture.js";

const limited = (retryAfterMs: number) =>
  systemError("RATE_LIMITED", "too much", { data: { retryAfterMs, scope: "session" } });

/** Refuses a request as the server's limits do. */
function refuse(connection: ScriptedConnection, id: number, retryAfterMs = 300): void {
  connection.send(encodeError(id, encodeJson({ ...toWireError(limited(retryAfterMs)), notStarted: true })));
}

describe("a request that was refused for its rate", () => {
  it("goes out again when the server says, and settles as it is answered then", async () => {
    const { client, server, connection } = await readyClient();
    const reply = client.request("lobby.join", { room: "a" });
    await server.settle();
    refuse(connection, 1);
    await server.clock.advance(299);
    expect(connection.lines).toHaveLength(1);
    await server.clock.advance(1);
    expect(connection.lines).toEqual(['request #1 lobby.join {"room":"a"}', 'request #2 lobby.join {"room":"a"}']);
    connection.reply(2, { seat: 1 });
    expect(await reply).toEqual({ seat: 1 });
  });

  it("goes out three times at most", async () => {
    const { client, server, connection } = await readyClient();
    const result = client.request("lobby.leave").result();
    for (const id of [1, 2, 3]) {
      await server.clock.advance(300);
      expect(connection.lines).toHaveLength(id);
      refuse(connection, id);
    }
    expect((await result).error).toMatchObject({ code: "RATE_LIMITED", data: { retryAfterMs: 300 } });
  });

  it("doesn't go out again when its time would be over, or nobody wants that", async () => {
    const { client, server, connection } = await readyClient();
    const late = client.request("lobby.leave", undefined, { timeoutMs: 300 }).result();
    const once = client.request("lobby.leave", undefined, { retry: false }).result();
    await server.settle();
    refuse(connection, 1);
    refuse(connection, 2);
    expect((await late).error?.code).toBe("RATE_LIMITED");
    expect((await once).error?.code).toBe("RATE_LIMITED");
  });

  it("doesn't go out again if a handler raised that: it may have done something before", async () => {
    const { client, server, connection } = await readyClient();
    const result = client.request("lobby.leave").result();
    await server.settle();
    connection.error(1, limited(300));
    expect((await result).error?.code).toBe("RATE_LIMITED");
  });

  it("is settled while it rests by what ends it", async () => {
    const { client, server, connection } = await readyClient();
    const controller = new AbortController();
    const aborted = client.request("lobby.leave", undefined, { signal: controller.signal }).result();
    const closed = client.request("lobby.leave").result();
    await server.settle();
    refuse(connection, 1);
    refuse(connection, 2);
    await server.settle();
    controller.abort();
    expect((await aborted).error?.code).toBe("CANCELLED");
    await client.close();
    expect((await closed).error?.code).toBe("CANCELLED");
    await server.clock.advance(1_000);
    // Nothing was sent again, nor cancelled: the server has nothing of it.
    expect(connection.lines).toHaveLength(2);
  });

  it("waits for the next connection if there is none then", async () => {
    const { client, server, connection } = await readyClient();
    const reply = client.request("lobby.leave");
    await server.settle();
    refuse(connection, 1);
    connection.drop();
    await server.clock.advance(500);
    const next = await server.welcome();
    expect(next.lines).toEqual(["request #1 lobby.leave"]);
    next.reply(1);
    expect(await reply).toBeUndefined();
  });
});

describe("a `once` request that was refused for its rate", () => {
  const serials = (connection: ScriptedConnection) =>
    connection.messages
      .flat()
      .flatMap((frame) =>
        frame.kind === "request"
          ? frame.extensions.filter(({ type }) => type === EXTENSION.once).map(({ value }) => decodeOnceMark(value))
          : [],
      );

  it("goes out as a new one: it surely never ran", async () => {
    const { client, server, connection } = await readyClient();
    void client.request("lobby.buy", "hat").result();
    await server.settle();
    refuse(connection, 1);
    await server.clock.advance(300);
    expect(serials(connection).map(({ serial, ageMs }) => [serial, ageMs])).toEqual([
      [1, 0],
      [2, 0],
    ]);
  });

  it("keeps its mark if it was sent over a connection that was lost, and says in the end that nobody knows", async () => {
    const { client, server, connection } = await readyClient();
    const bought = client.request("lobby.buy", "hat").result();
    await server.settle();
    connection.drop();
    await server.clock.advance(500);
    const next = await server.welcome();
    for (const id of [1, 2, 3]) {
      refuse(next, id);
      await server.clock.advance(300);
    }
    expect(serials(next).map(({ serial }) => serial)).toEqual([1, 1, 1]);
    expect((await bought).error?.code).toBe("OUTCOME_UNKNOWN");
  });
});

describe("onLimited", () => {
  const news = { route: "lobby.point", scope: "session", retryAfterMs: 20 };

  it("tells of refused notifies until it is undone", async () => {
    const { client, server, connection } = await readyClient();
    const heard = vi.fn();
    const off = client.onLimited(heard);
    connection.send(encodeLimited(encodeJson(news)));
    await server.settle();
    expect(heard.mock.calls).toEqual([[news]]);
    off();
    connection.send(encodeLimited(encodeJson(news)));
    await server.settle();
    expect(heard).toHaveBeenCalledOnce();
  });

  it("skips what a newer server means by something else, and logs what a handler throws", async () => {
    const { client, server, connection, logger } = await readyClient();
    client.onLimited(() => {
      throw new Error("mine");
    });
    connection.send(encodeLimited(encodeJson({ route: 7 })), encodeLimited(encodeJson(news)));
    await server.settle();
    expect(logger.error).toHaveBeenCalledOnce();
    expect(client.status.state).toBe("ready");
  });
});

import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { readyClient, startClient } from "../client.fixture.js";
import { act, hooks, renderHook } from "./render.fixture.js";

const { usePush } = hooks;

describe("usePush", () => {
  it("connects, and calls the handler once per push, in StrictMode too", async () => {
    const { client, server } = startClient();
    const handler = vi.fn();
    await renderHook(client, () => usePush("lobby.chat", handler));
    const connection = await server.welcome();
    connection.push("lobby.chat", "hi", "table:7");
    expect(handler.mock.calls).toEqual([["hi", { push: "lobby.chat", group: "table:7" }]]);
    expect(server.connections).toHaveLength(1);
  });

  it("calls the latest handler, without a new subscription", async () => {
    const { client, connection } = await readyClient();
    const onPush = vi.spyOn(client, "onPush");
    const [first, second] = [vi.fn(), vi.fn()];
    const { rerender } = await renderHook(client, () => usePush("lobby.chat", first));
    const subscriptions = onPush.mock.calls.length;
    await rerender(() => usePush("lobby.chat", second));
    connection.push("lobby.chat", "hi");
    expect([first, second].map(({ mock }) => mock.calls.length)).toEqual([0, 1]);
    expect(onPush).toHaveBeenCalledTimes(subscriptions);
  });

  it("may set state", async () => {
    const { client, connection } = await readyClient();
    const said = await renderHook(client, () => {
      const [texts, setTexts] = useState<string[]>([]);
      usePush("lobby.chat", (text) => setTexts([...texts, text]));
      return texts;
    });
    await act(async () => connection.push("lobby.chat", "hi"));
    await act(async () => connection.push("lobby.chat", "ho"));
    expect(said.value).toEqual(["hi", "ho"]);
  });

  it("goes to the push and the client that the latest render names", async () => {
    const { client, connection } = await readyClient();
    const other = await readyClient();
    const handler = vi.fn();
    const { rerender } = await renderHook(client, () => usePush("lobby.chat", handler));
    await rerender(() => usePush("lobby.closed", handler));
    connection.push("lobby.chat", "hi");
    connection.push("lobby.closed");
    await rerender(() => usePush("lobby.closed", handler), other.client);
    connection.push("lobby.closed");
    other.connection.push("lobby.closed");
    expect(handler.mock.calls.map(([, { push }]) => push)).toEqual(["lobby.closed", "lobby.closed"]);
  });

  it("ends with the component: the push isn't even decoded any more", async () => {
    const { client, connection, logger } = await readyClient();
    const handler = vi.fn();
    const { unmount } = await renderHook(client, () => usePush("lobby.chat", handler));
    await unmount();
    connection.push("lobby.chat", 7);
    expect(handler).not.toHaveBeenCalled();
    expect(logger.error).not.toHaveBeenCalled();
    expect(client.status.state).toBe("ready");
  });

  it("throws for a name that isn't in the contract, and without a provider", async () => {
    const { client } = await readyClient();
    const wrong = await renderHook(client, () => usePush("lobby.chta" as never, () => {}));
    expect(wrong.text).toContain('the contract has no push "lobby.chta"');
    const outside = await renderHook(undefined as never, () => usePush("lobby.chat", () => {}));
    expect(outside.text).toContain("put <VolleyProvider client={…}> around the component");
  });
});

import { describe, expect, it, vi } from "vitest";
import { readyClient, startClient } from "./client.fixture.js";

describe("close", () => {
  it("settles every request with CANCELLED, sent, queued, or made later", async () => {
    const { client, server, connection } = await readyClient();
    const sent = client.request("lobby.leave").result();
    await server.settle();
    const queued = client.request("lobby.leave").result();
    await client.close();
    const late = client.request("lobby.leave").result();
    const results = await Promise.all([sent, queued, late]);
    expect(results.map(({ error }) => error?.code)).toEqual(["CANCELLED", "CANCELLED", "CANCELLED"]);
    expect(connection.lines).toEqual(["request #1 lobby.leave"]);
  });

  it("sends the notifies that wait for the end of the tick", async () => {
    const { client, connection } = await readyClient();
    client.notify("lobby.wave");
    await client.close();
    expect(connection.lines).toEqual(["notify lobby.wave"]);
    expect(connection.isClosed).toBe(true);
    expect(client.droppedNotifies).toBe(0);
  });

  it.each([
    ["idle", async () => startClient()],
    [
      "connecting",
      async () => {
        const started = startClient();
        started.client.connect().catch(() => {});
        await started.server.settle();
        return started;
      },
    ],
    [
      "ready",
      async () => {
        const started = await readyClient();
        await started.server.clock.advance(100);
        started.client.request("lobby.leave").catch(() => {});
        return started;
      },
    ],
    [
      "waiting",
      async () => {
        const started = await readyClient();
        started.connection.drop();
        started.client.notify("lobby.wave");
        return started;
      },
    ],
  ])("leaves no timer behind when the client is %s", async (state, start) => {
    const { client, server } = await start();
    expect(client.status.state).toBe(state);
    await client.close();
    await server.settle();
    expect(client.status.state).toBe("closed");
    expect(server.clock.pending).toBe(0);
    expect(server.connections.every(({ isClosed }) => isClosed)).toBe(true);
  });

  it("tells its status once, and to nobody afterwards", async () => {
    const { client } = await readyClient();
    const handler = vi.fn();
    client.onStatus(handler);
    await client.close();
    await client.close();
    client.onStatus(handler);
    expect(handler).toHaveBeenCalledOnce();
    expect(handler.mock.lastCall?.[0]).toMatchObject({ state: "closed", cause: { reason: "client" } });
  });

  it.each([
    ["connecting", ["closed"]],
    ["ready", ["connecting", "closed"]],
  ])("may be called by a handler of the status %s; the others hear of the end only", async (closingState, heard) => {
    const { client, server } = startClient();
    const states: string[] = [];
    client.onStatus(({ state }) => state === closingState && void client.close());
    client.onStatus(({ state }) => states.push(state));
    client.connect().catch(() => {});
    await server.settle();
    server.connections[0]?.welcome();
    expect(client.status.state).toBe("closed");
    expect(states).toEqual(heard);
    expect(server.clock.pending).toBe(0);
  });

  it("ends subscriptions and lets go of their signals", async () => {
    const { client, connection } = await readyClient();
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, "addEventListener");
    const removed = vi.spyOn(signal, "removeEventListener");
    const handler = vi.fn();
    client.onPush("lobby.chat", handler, { signal });
    client.onStatus(handler, { signal });
    client.pushes("lobby.chat", { signal });
    handler.mockClear();
    await client.close();
    handler.mockClear();
    connection.push("lobby.chat", "hi");
    expect(handler).not.toHaveBeenCalled();
    const listeners = (spy: typeof added | typeof removed) => new Set(spy.mock.calls.map(([, listener]) => listener));
    expect(added).toHaveBeenCalledTimes(3);
    client.onPush("lobby.closed", handler, { signal });
    client.pushes("lobby.closed", { signal });
    expect(listeners(removed)).toEqual(listeners(added));
  });

  it("happens by `await using`", async () => {
    const { client } = await readyClient();
    {
      await using scoped = client;
      expect(scoped.status.state).toBe("ready");
    }
    expect(client.status.state).toBe("closed");
  });
});

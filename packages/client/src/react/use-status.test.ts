import { describe, expect, it, vi } from "vitest";
import { readyClient, startClient } from "../client.fixture.js";
import { act, hooks, renderHook } from "./render.fixture.js";

const { useClient, useStatus } = hooks;

describe("useStatus", () => {
  it("follows the client, and doesn't connect it", async () => {
    const { client, server } = startClient();
    const status = await renderHook(client, () => useStatus());
    expect(status.value).toEqual({ state: "idle" });
    await act(async () => void client.connect());
    expect(status.value).toEqual({ state: "connecting", attempt: 1 });
    await act(() => server.welcome({ uid: "42" }));
    expect(status.value).toMatchObject({ state: "ready", uid: "42" });
    await act(async () => server.connection.drop());
    expect(status.value).toMatchObject({ state: "waiting", attempt: 1 });
    await act(() => client.close());
    expect(status.value).toMatchObject({ state: "closed", cause: { reason: "client" } });
  });

  it("shows a status that came between rendering and subscribing", async () => {
    const { client } = startClient();
    const status = await renderHook(client, () => {
      const shown = useStatus();
      if (shown.state === "idle") client.connect().catch(() => {});
      return shown;
    });
    expect(status.value.state).toBe("connecting");
  });

  it("takes over a server's page without a difference, and then shows where the client is", async () => {
    const { client } = await readyClient();
    const states: string[] = [];
    const use = () => {
      const { state } = useStatus();
      states.push(state);
      return state;
    };
    const status = await renderHook(client, use, "idle");
    expect(states[0]).toBe("idle");
    expect(status.text).toBe("ready");
  });

  it("leaves no subscription behind", async () => {
    const { client } = startClient();
    const undone = vi.fn();
    const subscribe = client.onStatus;
    const onStatus = vi.spyOn(client, "onStatus").mockImplementation((handler) => {
      const undo = subscribe(handler);
      return Object.assign(() => {
        undone();
        undo();
      }, undo);
    });
    const { unmount } = await renderHook(client, () => useStatus());
    await unmount();
    expect(onStatus).toHaveBeenCalled();
    expect(undone).toHaveBeenCalledTimes(onStatus.mock.calls.length);
  });
});

describe("useClient", () => {
  it("gives the provider's client, which lives on without the component", async () => {
    const { client } = startClient();
    const used = await renderHook(client, () => useClient());
    expect(used.value).toBe(client);
    await used.unmount();
    expect(client.status.state).toBe("idle");
  });
});

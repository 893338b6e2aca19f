// No DOM here, as on a server.
import { createElement, type ReactNode, useEffect } from "react";
import { renderToString } from "react-dom/server";
import { expect, it, vi } from "vitest";
import { startClient } from "../client.fixture.js";
import { lobby } from "../test-contract.fixture.js";
import { createHooks } from "./create-hooks.js";

const { VolleyProvider, usePush, usePushState, useRequest, useStatus } = createHooks(lobby);

const load = vi.fn(async () => ["loaded"]);

function Page(): ReactNode {
  const { state, send } = useRequest("lobby.join");
  useEffect(() => void send({ room: "a" }), [send]);
  usePush("lobby.closed", () => {});
  const add = (texts: string[], text: string) => [...texts, text];
  const said = usePushState("lobby.chat", add, { initial: ["first"], snapshot: load });
  return `${useStatus().state} ${state} ${said}`;
}

it("renders the initial states on a server, without a connection, a subscription or a warning", () => {
  const { client, server } = startClient();
  const warn = vi.spyOn(console, "error");
  const subscribe = [vi.spyOn(client, "onPush"), vi.spyOn(client, "onStatus")];
  expect(renderToString(createElement(VolleyProvider, { client }, createElement(Page)))).toBe("idle idle first");
  for (const spy of [...subscribe, load, warn]) expect(spy).not.toHaveBeenCalled();
  expect(server.connections).toEqual([]);
  expect(client.status.state).toBe("idle");
});

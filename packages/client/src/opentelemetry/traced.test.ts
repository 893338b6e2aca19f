import { trace } from "@opentelemetry/api";
import { expect, it, vi } from "vitest";
import { readyClient } from "../client.fixture.js";
import { traced } from "./traced.js";

it("is the same client in everything else, and hands on what it is given where nothing is recorded", async () => {
  const { client, connection } = await readyClient();
  const own = traced(client, { tracer: trace.getTracer("nobody registered one") });
  expect(own.status).toEqual(client.status);
  const handler = vi.fn();
  const stop = own.onPush("lobby.chat", handler);
  connection.push("lobby.chat", "hi", "table:7");
  stop();
  connection.push("lobby.chat", "ho", "table:7");
  expect(handler.mock.calls).toEqual([["hi", { push: "lobby.chat", group: "table:7" }]]);
  await own.close();
  expect(client.status.state).toBe("closed");
});

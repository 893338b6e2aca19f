import { EventEmitter } from "node:events";
import type { Client } from "@volley/client";
import { ManualClock } from "@volley/protocol/internal";
import { expect, it, vi } from "vitest";
import type { WebSocket } from "ws";
import type { rooms } from "../contract/rooms-contract.js";
import { EnvelopeSession } from "./envelope-session.js";

/** A session whose server answers when the test says so. */
function start() {
  const answers: (() => void)[] = [];
  const client = {
    onPush: () => {},
    onStatus: () => {},
    request: vi.fn(() => new Promise<unknown>((resolve) => answers.push(() => resolve({ messages: [] })))),
    close: vi.fn(async () => {}),
  };
  const onEnd = vi.fn();
  const session = new EnvelopeSession({
    ...{ client: client as unknown as Client<typeof rooms>, memberId: "bob", clock: new ManualClock(), onEnd },
    ...{ away: { messages: 10, bytes: 1_000 }, queuedBytes: 1_000 },
  });
  const sent: string[] = [];
  const closed = vi.fn();
  const state = { readyState: 1, OPEN: 1, bufferedAmount: 0 };
  const socket = Object.assign(new EventEmitter(), state, { send: (text: string) => sent.push(text), close: closed });
  session.attach(socket as unknown as WebSocket, "token");
  const receive = (envelope: object) => socket.emit("message", JSON.stringify(envelope), false);
  return { session, client, answers, sent, closed, onEnd, receive };
}

it("leaves when what it asked for is answered, and takes nothing new until then", async () => {
  const { session, client, answers, sent, closed, onEnd, receive } = start();
  receive({ message: { target: "lobby", content: "before" } });
  session.leave();
  receive({ message: { target: "lobby", content: "too late" } });
  expect(client.request).toHaveBeenCalledTimes(1);
  expect(JSON.parse(sent.at(-1) ?? "")).toMatchObject({ error: { code: "DRAINING", room_id: "lobby" } });
  expect(closed).not.toHaveBeenCalled();
  for (const answer of answers) answer();
  await vi.waitFor(() => expect(closed).toHaveBeenCalledWith(1001, expect.any(String)));
  expect([client.close.mock.calls.length, onEnd.mock.calls.length]).toEqual([1, 1]);
});

it("leaves at once if it waits for nothing", () => {
  const { session, closed } = start();
  session.leave();
  expect(closed).toHaveBeenCalledWith(1001, expect.any(String));
});

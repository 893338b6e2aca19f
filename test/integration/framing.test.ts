import { createRouteTable, encodeRequest, fromUtf8, joinBytes, toUtf8 } from "@volley/protocol/internal";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { chat, startChat } from "../support/chat.js";
import { RawClient } from "../support/raw-client.js";

const table = createRouteTable(chat as never);
const request = (id: number, route: string, input: unknown): Uint8Array =>
  encodeRequest(id, table.routes.get(route)?.number ?? -1, { payload: toUtf8(JSON.stringify(input)) });
const message = (frames: readonly Uint8Array[]): Uint8Array =>
  joinBytes(
    frames,
    frames.reduce((sum, frame) => sum + frame.length, 0),
  );

describe("one message per tick", () => {
  let running: Awaited<ReturnType<typeof startChat>>;
  let client: RawClient;

  beforeEach(async () => {
    running = await startChat();
    client = await new RawClient(running.url).join({ contract: chat.fingerprint });
  });
  afterEach(async () => {
    client.terminate();
    await running.server.close();
  });

  it("puts 20 pushes and 20 replies of one tick into one WebSocket message, in the order written", async () => {
    // One request whose handler pushes 20 times, directly and through a room, and 19 that are answered behind it.
    const requests = [request(1, "tool.burst", 20)];
    for (let id = 2; id <= 20; id++) requests.push(request(id, "tool.echo", id));
    const before = client.messages.length;
    client.send(message(requests));
    await client.until(() => client.frames.filter(({ kind }) => kind === "reply").length === 20);

    const messages = client.messages.slice(before);
    expect(messages).toHaveLength(1);
    const [frames = []] = messages;
    const seen = frames.map((frame) =>
      frame.kind === "push"
        ? `push ${fromUtf8(frame.payload)}`
        : frame.kind === "reply"
          ? `reply ${frame.id}`
          : frame.kind,
    );
    const pushes = Array.from({ length: 20 }, (_, n) => `push ${n}`);
    const replies = Array.from({ length: 20 }, (_, n) => `reply ${n + 1}`);
    expect(seen).toEqual([...pushes, ...replies]);
  });

  it("gives two members of a room the same frame, each in its own message with what else it gets", async () => {
    const other = await new RawClient(running.url).join({ contract: chat.fingerprint });
    other.send(request(1, "room.join", { room: "r" }));
    client.send(request(1, "room.join", { room: "r" }));
    await other.until(() => other.frames.some(({ kind }) => kind === "reply"));
    await client.until(() => client.frames.some(({ kind }) => kind === "reply"));
    client.send(request(2, "room.say", { room: "r", text: "hi" }));
    await other.until(() => other.frames.some(({ kind }) => kind === "push"));
    await client.until(() => client.frames.some((frame) => frame.kind === "reply" && frame.id === 2));

    const lastOfClient = client.messages.at(-1) ?? [];
    const lastOfOther = other.messages.at(-1) ?? [];
    expect(lastOfClient.map(({ kind }) => kind)).toEqual(["push", "reply"]);
    expect(lastOfOther).toEqual([lastOfClient[0]]);
    other.terminate();
  });
});

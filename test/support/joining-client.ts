import { createClient, guestIdentity } from "@volley/client";
import { rooms } from "@volley/reference-server/contract";
import { onTestFinished } from "vitest";
import { recordingLogger } from "./recording-logger.js";

/** Makes a guest of the reference server who joins a room, and hears what is said there. It ends with the test. */
export function joining(url: string, room: string) {
  const kept = new Map<string, string>();
  const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: kept.set.bind(kept) };
  const client = createClient(rooms, {
    ...{ url, logger: recordingLogger(), reconnect: { minMs: 50, maxMs: 500 } },
    token: guestIdentity({ storage }),
  });
  onTestFinished(() => client.close());
  const heard: unknown[] = [];
  client.onPush("rooms.message", ({ data }) => heard.push(data));
  return { client, heard, joined: client.request("rooms.join", { room }, { timeoutMs: 30_000 }) };
}

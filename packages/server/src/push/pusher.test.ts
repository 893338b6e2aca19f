import { jsonSerializer, push } from "@volley/protocol";
import { createRouteTable } from "@volley/protocol/internal";
import { expect, it } from "vitest";
import * as z from "zod";
import type { Rooms } from "../groups/rooms.js";
import { StreamRules } from "../push-log/stream-rules.js";
import { Pusher, type PusherParts } from "./pusher.js";

/** Nothing is kept here. */
const streams: PusherParts["streams"] = {
  rules: new StreamRules({ pushes: {}, groups: {} }),
  appender: { append: () => Promise.reject(new Error("nothing is kept here")) },
};

it("keeps the order of pushes even if the schema of one takes time", async () => {
  const sent: string[] = [];
  const rooms = { broadcast: ({ push }: { push: string }) => void sent.push(push) } as unknown as Rooms;
  const slow = z.string().refine(async (text) => (await Promise.resolve(text)) !== "no");
  const table = createRouteTable({
    routes: {},
    pushes: { "a.slow": push(slow), "a.fast": push(z.string()) } as never,
  });
  const errors: string[] = [];
  const logger = { debug() {}, info() {}, warn() {}, error: (message: string) => void errors.push(message) };
  const pusher = new Pusher({ table, rooms, streams, logger, serializer: jsonSerializer(), check: true });
  const everybody = { rooms: [], except: [] };

  const pushes = ["a.fast", "a.slow", "a.fast", "a.slow", "a.fast"].map((name) => pusher.toRooms(name, "x", everybody));
  const refused = pusher.toRooms("a.slow", "no", everybody);
  const last = pusher.toRooms("a.fast", "x", everybody);
  expect(sent).toEqual(["a.fast"]);
  await Promise.all(pushes);
  await expect(refused).rejects.toMatchObject({ code: "VALIDATION" });
  await last;
  expect(sent).toEqual(["a.fast", "a.slow", "a.fast", "a.slow", "a.fast", "a.fast"]);
  expect(errors).toEqual(["the push a.slow was not sent"]);
  await pusher.toRooms("a.fast", "x", everybody);
});

it("lets no push wait for another to arrive, and tells each one's own fate", async () => {
  const sent: ((error?: Error) => void)[] = [];
  const rooms = {
    broadcast: () =>
      new Promise<void>((resolve, reject) => sent.push((error) => (error === undefined ? resolve() : reject(error)))),
  } as unknown as Rooms;
  const table = createRouteTable({ routes: {}, pushes: { "a.fast": push(z.string()) } as never });
  const errors: string[] = [];
  const logger = { debug() {}, info() {}, warn() {}, error: (message: string) => void errors.push(message) };
  const pusher = new Pusher({ table, rooms, streams, logger, serializer: jsonSerializer(), check: true });
  const everybody = { rooms: [], except: [] };

  const pushes = [1, 2, 3].map(() => pusher.toRooms("a.fast", "x", everybody));
  expect(sent).toHaveLength(3);
  sent[2]?.();
  await pushes[2];
  sent[1]?.(new Error("lost"));
  await expect(pushes[1]).rejects.toThrow("lost");
  sent[0]?.();
  await pushes[0];
  expect(errors).toEqual(["the push a.fast was not sent"]);
});

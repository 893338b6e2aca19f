import { jsonSerializer, push } from "@volley/protocol";
import { createRouteTable } from "@volley/protocol/internal";
import { expect, it } from "vitest";
import * as z from "zod";
import type { Rooms } from "../groups/rooms.js";
import { Pusher } from "./pusher.js";

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
  const pusher = new Pusher({ table, rooms, logger, serializer: jsonSerializer(), check: true });
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

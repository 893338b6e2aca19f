import { defineContract, error, group, notify, push, request } from "@volley/protocol";
import * as z from "zod";

const Here = z.object({ uid: z.string() });
const Kept = z.object({ session: z.string(), uid: z.string(), kept: z.string(), tags: z.array(z.string()) });
const Said = z.object({ room: z.string(), id: z.string() });

/** What the nodes of cluster tests serve. `rev` makes contracts that differ in one route. */
export const roomContract = (rev = 1) =>
  defineContract({
    errors: { CLOSED: error() },
    routes: {
      "room.enter": request({ input: z.string() }),
      "room.hall": request(),
      "room.keep": request({ input: z.string() }),
      "room.move": request(),
      "room.kept": request({ output: Kept }),
      "room.say": request({ input: Said, output: z.object({ by: z.string() }) }),
      "room.note": notify({ input: z.number() }),
      "room.count": request({ output: z.object({ by: z.string(), notes: z.number(), disorder: z.number() }) }),
      "room.wait": request({ input: z.number(), parallel: true, timeoutMs: 20_000 }),
      "room.order": request({
        input: z.object({ id: z.string(), takesMs: z.number() }),
        output: z.object({ by: z.string(), receipt: z.string() }),
        parallel: true,
        once: true,
        timeoutMs: 40_000,
      }),
      "room.versioned": request({ rev, output: z.string() }),
      "here.ping": request({ output: z.string() }),
    },
    pushes: { "room.said": push(Said), "hall.came": push(Here), "hall.went": push(Here) },
    groups: {
      "room:{room}": group(["room.said"]),
      hall: group([], { presence: { joined: "hall.came", left: "hall.went" } }),
    },
  });

export type RoomContract = ReturnType<typeof roomContract>;

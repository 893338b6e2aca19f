import { defineContract, group, push, request } from "@volley/protocol";
import * as z from "zod";

const Said = z.object({ room: z.string(), id: z.string(), except: z.array(z.string()).optional() });
const Effect = z.object({ effect: z.string(), holdMs: z.number().default(0) });
const Had = z.object({ by: z.string(), run: z.string() });

/** How many pushes of a "brief" group are kept: few, so that a client can be away for longer than that. */
export const BRIEF_COUNT = 10;

/** What the nodes of fault tests serve. */
export const chaosContract = defineContract({
  routes: {
    "room.enter": request({ input: z.string() }),
    "room.say": request({ input: Said, output: z.object({ by: z.string(), offset: z.number() }), once: true }),
    "effect.once": request({ input: Effect, output: Had, once: true, parallel: true }),
    "effect.plain": request({ input: Effect, output: Had, parallel: true }),
    "here.ping": request({ output: z.string() }),
  },
  pushes: {
    "room.said": push(Said, { delivery: "replay", keep: { count: 20_000, forMs: 120_000 } }),
    "brief.said": push(Said, { delivery: "replay", keep: { count: BRIEF_COUNT, forMs: 120_000 } }),
    "user.told": push(Said, { delivery: "replay", keep: { count: 20_000, forMs: 120_000 } }),
    "room.live": push(Said),
  },
  groups: { "room:{room}": group(["room.said", "room.live"]), "brief:{room}": group(["brief.said"]) },
});

export type ChaosContract = typeof chaosContract;

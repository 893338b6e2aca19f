import { defineContract, group, notify, push, request } from "@volley/protocol";
import * as z from "zod";

/** What honest clients and others find at the server of the crowd. */
export const crowdContract = defineContract({
  routes: {
    "hall.enter": request({ input: z.enum(["hall", "pit"]) }),
    "hall.echo": request({ input: z.number(), output: z.number() }),
    "hall.shout": notify({ input: z.string() }),
  },
  pushes: { "hall.said": push(z.number()), "pit.thrown": push(z.string()) },
  groups: { hall: group(["hall.said"]), pit: group(["pit.thrown"]) },
});

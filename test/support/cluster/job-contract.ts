import { defineContract, defineRemotes, request } from "@volley/protocol";
import * as z from "zod";

/** The contract of processes that only work jobs. */
export const noRoutes = defineContract({});

/** What they do: end well, fail as often as `times` says, never end, or end their process. */
export const work = defineRemotes({
  routes: {
    "work.do": request({ input: z.string() }),
    "work.fail": request({ input: z.object({ name: z.string(), times: z.number() }) }),
    "work.hang": request({ input: z.string() }),
    "work.die": request({ input: z.string() }),
  },
});

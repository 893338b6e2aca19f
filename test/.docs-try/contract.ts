import { defineContract, error, group, push, request } from "@volley/protocol";
import * as z from "zod";

export const quiz = defineContract({
  routes: {
    "buzzer.join": request({ input: z.object({ room: z.string(), name: z.string() }) }),
    "buzzer.press": request({ errors: { NOT_JOINED: error(), TOO_LATE: z.object({ first: z.string() }) } }),
  },
  pushes: { "buzzer.pressed": push(z.object({ name: z.string() })) },
  groups: { "room:{id}": group(["buzzer.pressed"]) },
});

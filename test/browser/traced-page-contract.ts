// What the page and the nodes of traces.test.ts speak.
import { defineContract, push, request } from "@volley/protocol";
import * as z from "zod";

export const game = defineContract({
  routes: { "table.play": request({ input: z.string() }) },
  pushes: { "table.played": push(z.string()) },
});

import { defineContract, group, push, request } from "@volley/protocol";
import * as z from "zod";

const Played = z.object({ uid: z.string(), word: z.string(), score: z.number(), at: z.number(), n: z.number() });

/** The same push twice: kept and numbered, or not. */
export const contract = defineContract({
  routes: { "table.enter": request({ input: z.number() }) },
  pushes: { "table.live": push(Played), "table.replay": push(Played, { delivery: "replay" }) },
  groups: { "table:{id}": group(["table.live", "table.replay"]) },
});

/** What is pushed: about 100 bytes. */
export const played = (n) => ({ uid: "player-4711", word: "constellation", score: 74, at: 1_767_225_600_000, n });

import type { Client } from "@volley/client";
import type { RoomContract } from "./room-contract.js";

/** Sends requests one after another until told to stop; returns how each ended, and how long it took, in ms. */
export function underLoad(client: Client<RoomContract>, room: string) {
  const outcomes: { readonly ok: boolean; readonly code: string; readonly ms: number; readonly by: string }[] = [];
  let running = true;
  const done = (async () => {
    for (let n = 0; running; n++) {
      const startedAt = performance.now();
      const { ok, data, error } = await client.request("room.say", { room, id: `${room}-${n}` }).result();
      outcomes.push({ ok, code: error?.code ?? "", ms: performance.now() - startedAt, by: data?.by ?? "" });
    }
  })();
  return {
    outcomes,
    stop: () => {
      running = false;
      return done;
    },
  };
}

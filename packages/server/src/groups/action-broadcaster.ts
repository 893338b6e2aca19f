import type { RoomAction } from "./adapter-packet.js";
import type { Audience, Broadcaster } from "./rooms.js";

/** Sends what is done to an audience. Resolves when Redis has it. Rejects with `UNAVAILABLE`. */
export type SendAction = (action: RoomAction, audience: Audience) => Promise<void>;

/** Makes a broadcaster of what sends its actions. */
export function actionBroadcaster(send: SendAction): Broadcaster {
  return {
    broadcast: (packet, audience) => send({ kind: "push", packet }, audience),
    kick: (audience, ending) => send({ kind: "end", ending }, audience),
    joinAll: (audience, rooms) => send({ kind: "join", rooms }, audience),
    leaveAll: (audience, rooms) => send({ kind: "leave", rooms }, audience),
    enterAll: (audience, group) => send({ kind: "enter", group }, audience),
    exitAll: (audience, group) => send({ kind: "exit", group }, audience),
  };
}

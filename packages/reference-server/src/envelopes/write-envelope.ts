import { VolleyError } from "@volley/protocol";
import type { RoomMessage } from "../contract/rooms-contract.js";

/** What a client needs to come back. */
export interface SessionFacts {
  readonly token: string;
  readonly memberId: string;
  readonly rooms: readonly string[];
}

/** Writes the envelope that every connection begins with. */
export function sessionEnvelope({ token, memberId, rooms }: SessionFacts): string {
  return JSON.stringify({ session: { token, member_id: memberId, rooms } });
}

/** Writes a message: times as protojson has them, `sender` and `type` besides what goakt-ws knows. */
export function messageEnvelope({ room, id, time, type, data, from, trace }: RoomMessage): string {
  const sentAt = new Date(time).toISOString();
  const message = { target: room, content: data, message_id: id, sent_at: sentAt, sender: from, type, ...trace };
  return JSON.stringify({ message });
}

/** Writes that messages of a room were missed, and won't come. */
export function gapEnvelope(room: string, missed: number): string {
  return JSON.stringify({ gap: { room_id: room, missed } });
}

/** Writes why something wasn't done; of unexpected errors nothing but that. */
export function errorEnvelope(error: unknown, room?: string): string {
  const { code, message, data } = VolleyError.is(error)
    ? error
    : { code: "INTERNAL", message: "this couldn't be done", data: undefined };
  const wait = (data as { readonly retryAfterMs?: number } | undefined)?.retryAfterMs;
  return JSON.stringify({ error: { code, message, room_id: room, retry_after_ms: wait } });
}

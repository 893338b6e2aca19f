import type { Ending } from "@volley/protocol";
import type { GroupRef, PushPacket } from "./rooms.js";

/** What is done to an audience. */
export type RoomAction =
  | { readonly kind: "push"; readonly packet: PushPacket }
  | { readonly kind: "end"; readonly ending: Ending }
  | { readonly kind: "join" | "leave"; readonly rooms: readonly string[] }
  | { readonly kind: "enter" | "exit"; readonly group: GroupRef };

/** What narrows an audience. Adapters know unions of rooms only; it travels in the packet, so that it holds everywhere. */
export interface Narrowing {
  readonly only: readonly string[] | undefined;
  readonly type: string | undefined;
}

/** The one event of Volley's that travels through adapters. */
export const EVENT = "volley";

/** A Socket.IO packet, as far as we fill it: an event's name and its arguments. */
export interface AdapterPacket {
  readonly type: 2;
  /** The adapter and the emitter set it. */
  nsp?: string;
  readonly data: readonly [event: typeof EVENT, action: RoomAction, narrowing: Narrowing];
}

/** What the adapter and the emitter send each other: who sends, what, and to which rooms. */
export type AdapterMessage = readonly [
  sender: string,
  packet: AdapterPacket,
  options: { readonly rooms: readonly string[]; readonly except: readonly string[] },
];

/** The namespace that our rooms stand in, for adapters. */
export const NAMESPACE = "/";

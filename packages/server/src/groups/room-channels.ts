import { type Clock, groupName } from "@volley/protocol/internal";
import type { RoomAction } from "./adapter-packet.js";

/**
 * For how long a group into which sessions elsewhere were sent is reached through all nodes, in ms: theirs have to
 * subscribe to its channel first. A node that takes longer counts as cut off, as what probes its connection says.
 */
const SETTLING_MS = 10_000;

/** The channel of a room; undefined: what is done to it is told to all nodes. */
export function channelOfRoom(key: string, room: string): string | undefined {
  // Whoever is in either room of a group gets what goes to the group.
  if (room.startsWith("g:") || room.startsWith("m:")) return channelOfGroup(key, room.slice(2));
  return room.startsWith("u:") ? `${key}:${room}` : undefined;
}

/** The channel that all nodes listen to. */
export const commonChannel = (key: string): string => `${key}:all`;

const channelOfGroup = (key: string, group: string): string => `${key}:g:${group}`;

/** Chooses where to say what is done to rooms: to the nodes that have some of their sessions, if one channel is enough. */
export class RoomChannels {
  readonly #key: string;
  readonly #clock: Clock;
  /** By channel, until when sessions may be on their way into its group; the oldest first. */
  readonly #settling = new Map<string, number>();

  constructor(key: string, clock: Clock) {
    this.#key = key;
    this.#clock = clock;
  }

  /** To rooms with several channels it is said to all nodes: a session that is in two of them must get it once. */
  choose(rooms: readonly string[], action: RoomAction): string {
    this.#note(action);
    const channels = new Set(rooms.map((room) => channelOfRoom(this.#key, room)));
    const [only] = channels;
    return channels.size === 1 && only !== undefined && !this.#isSettling(only) ? only : commonChannel(this.#key);
  }

  #note(action: RoomAction): void {
    const until = this.#clock.monotonic() + SETTLING_MS;
    for (const channel of this.#entered(action)) {
      this.#settling.delete(channel);
      this.#settling.set(channel, until);
    }
  }

  #entered(action: RoomAction): readonly string[] {
    if (action.kind === "enter")
      return [channelOfGroup(this.#key, groupName(action.group.pattern, action.group.params))];
    if (action.kind !== "join") return [];
    return action.rooms.map((room) => channelOfRoom(this.#key, room)).filter((channel) => channel !== undefined);
  }

  #isSettling(channel: string): boolean {
    if (this.#settling.size === 0) return false;
    const now = this.#clock.monotonic();
    for (const [each, until] of this.#settling) {
      if (until > now) break;
      this.#settling.delete(each);
    }
    return this.#settling.has(channel);
  }
}

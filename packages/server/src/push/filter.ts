import { groupRoom, memberRoom, sessionRoom, tagRoom, userRoom } from "../groups/rooms.js";

/** Names sessions by what they are or belong to; one that fits any of the lists is meant. */
export interface Filter {
  readonly uids?: readonly string[] | undefined;
  /** Session ids. */
  readonly sessions?: readonly string[] | undefined;
  /** Group names, filled in: "table:7". */
  readonly groups?: readonly string[] | undefined;
  /** Tags of sessions; see `session.tag`. */
  readonly tags?: readonly string[] | undefined;
}

/** Options of a push to many. Both filters hold on every node. */
export interface PushOptions {
  /** Who gets it, of those it goes to. Default: all of them. */
  readonly only?: Filter | undefined;
  /** Who is left out. */
  readonly except?: Filter | undefined;
}

/** Options of a push to users. */
export interface UserPushOptions extends PushOptions {
  /** Only sessions on nodes of this type, and only those count in the receipt. Default: all. */
  readonly type?: string | undefined;
}

/** The rooms whose members a filter means. */
export function roomsOf({ uids = [], sessions = [], groups = [], tags = [] }: Filter = {}): readonly string[] {
  return [
    ...uids.map(userRoom),
    ...sessions.map(sessionRoom),
    ...groups.flatMap((group) => [groupRoom(group), memberRoom(group)]),
    ...tags.map(tagRoom),
  ];
}

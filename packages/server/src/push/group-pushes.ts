import type { AnyContract } from "@volley/protocol";
import { groupRoom, memberRoom } from "../groups/rooms.js";
import { type PushOptions, roomsOf } from "./filter.js";
import type { GroupHandle } from "./handles.js";
import type { Pusher } from "./pusher.js";

/** Makes the part of a group's handle that pushes. `allowed`: what the contract lets go to it; undefined: everything. */
export function groupPushes(
  pusher: Pusher,
  { name, allowed }: { readonly name: string; readonly allowed: readonly string[] | undefined },
): Pick<GroupHandle<AnyContract, string>, "name" | "push"> {
  const rooms = [groupRoom(name), memberRoom(name)];
  return {
    name,
    push: (push: string, data?: unknown, { only, except }: PushOptions = {}) =>
      pusher.toRooms(push, data, { rooms, only: only && roomsOf(only), except: roomsOf(except), group: name, allowed }),
  };
}

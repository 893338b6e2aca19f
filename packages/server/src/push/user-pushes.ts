import { handled } from "../base/handled.js";
import { userRoom } from "../groups/rooms.js";
import { roomsOf } from "./filter.js";
import type { KeptUserPushOptions, Published } from "./published.js";
import type { Pusher } from "./pusher.js";
import type { Receipt } from "./receipt.js";
import type { Receipts } from "./receipts.js";

/** What pushes to users work with. */
export interface UserPushParts {
  readonly pusher: Pusher;
  readonly receipts: Receipts;
}

/**
 * Makes the part of users' handle that pushes. `tell` says for a push that is kept what its caller is told besides the
 * receipt: one result per user, in their order.
 */
export function userPushes(
  { pusher, receipts }: UserPushParts,
  uids: readonly string[],
  tell: (published: readonly Published[]) => object | undefined,
) {
  return (push: string, data?: unknown, options: KeptUserPushOptions = {}): Promise<Receipt> => {
    const { only, except, type, ...how } = options;
    const target = { only: only && roomsOf(only), except: roomsOf(except), type };
    if (pusher.keeps(push)) {
      const published = pusher.toUsers(push, data, { ...target, uids, options: how });
      return handled(published.then(async (each) => ({ ...(await receipts.of(uids, type)), ...tell(each) })));
    }
    // No room would mean everybody; no user means nobody.
    const sent =
      uids.length === 0 ? Promise.resolve() : pusher.toRooms(push, data, { ...target, rooms: uids.map(userRoom) });
    return handled(sent.then(() => receipts.of(uids, type)));
  };
}

import { roomsOf } from "./filter.js";
import type { KeptPushOptions, Published } from "./published.js";
import type { Pusher } from "./pusher.js";

/** Makes the part of a group's handle that pushes. `allowed`: what the contract lets go to it; undefined: everything. */
export function groupPushes(
  pusher: Pusher,
  { name, allowed }: { readonly name: string; readonly allowed: readonly string[] | undefined },
) {
  return {
    name,
    /** Loose: what is pushed says whether it tells where it stands; the handle's types do. */
    push: (push: string, data?: unknown, how: KeptPushOptions = {}): Promise<Published | void> => {
      const { only, except, ...options } = how;
      const filters = { only: only && roomsOf(only), except: roomsOf(except) };
      return pusher.toGroup(push, data, { ...filters, group: name, allowed, options });
    },
  };
}

import type { AnyContract } from "@volley/protocol";
import { roomsOf } from "./filter.js";
import type { GroupHandle } from "./handles.js";
import type { KeptPushOptions } from "./published.js";
import type { Pusher } from "./pusher.js";

/** Makes the part of a group's handle that pushes. `allowed`: what the contract lets go to it; undefined: everything. */
export function groupPushes(
  pusher: Pusher,
  { name, allowed }: { readonly name: string; readonly allowed: readonly string[] | undefined },
): Pick<GroupHandle<AnyContract, string>, "name" | "push"> {
  const push = (push: string, data?: unknown, { only, except, ...options }: KeptPushOptions = {}) =>
    pusher.toGroup(push, data, { group: name, allowed, only: only && roomsOf(only), except: roomsOf(except), options });
  return { name, push: push as GroupHandle<AnyContract, string>["push"] };
}

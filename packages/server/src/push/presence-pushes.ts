import type { PresenceEvent } from "../presence/presence.js";
import type { PresenceGroup } from "../presence/presence-group.js";
import type { Pusher } from "./pusher.js";

/** Pushes to a group who came and who left, as its contract wants it. A push that fails is logged. */
export function pushPresence(pusher: Pusher, { name, presence }: PresenceGroup, event: PresenceEvent): void {
  const push = presence?.[event.type];
  if (push === undefined) return;
  const { uid } = event;
  const data = event.type === "left" || event.info === undefined ? { uid } : { uid, info: event.info };
  void pusher.toGroup(push, data, { group: name, except: [] });
}

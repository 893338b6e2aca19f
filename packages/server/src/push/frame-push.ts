import { EXTENSION, encodePush, type RouteTable, toUtf8 } from "@volley/protocol/internal";
import type { PushPacket } from "../groups/rooms.js";

/** Makes the frame of a push from its name and bytes; undefined if the contract has no such push, or another `rev` of it. */
export function framePush(table: RouteTable, { push, rev, payload, group }: PushPacket): Uint8Array | undefined {
  const entry = table.pushes.get(push);
  if (entry?.definition.rev !== rev) return undefined;
  if (group === undefined) return encodePush(entry.number, { payload });
  return encodePush(entry.number, { payload, extensions: [{ type: EXTENSION.group, value: toUtf8(group) }] });
}

import {
  EXTENSION,
  encodePush,
  encodePushPosition,
  type PushPosition,
  type RouteTable,
  toUtf8,
  traceExtensions,
} from "@volley/protocol/internal";
import type { PushPacket } from "../groups/rooms.js";

/**
 * Makes the frame of a push from its name and bytes, with its place if it is kept; undefined if the contract has no
 * such push, or another `rev` of it.
 */
export function framePush(
  table: RouteTable,
  { push, rev, payload, group, trace }: PushPacket,
  place?: PushPosition,
): Uint8Array | undefined {
  const entry = table.pushes.get(push);
  if (entry?.definition.rev !== rev) return undefined;
  const extensions = [
    ...(group === undefined ? [] : [{ type: EXTENSION.group, value: toUtf8(group) }]),
    ...(place === undefined ? [] : [{ type: EXTENSION.position, value: encodePushPosition(place) }]),
    ...traceExtensions(trace),
  ];
  return encodePush(entry.number, { payload, extensions });
}

import { EXTENSION, fromUtf8, type PushFrame } from "@volley/protocol/internal";

/** Reads the name of the group that a push went to; undefined if it went to none. */
export function groupOf({ extensions }: PushFrame): string | undefined {
  const group = extensions.find(({ type }) => type === EXTENSION.group);
  return group && fromUtf8(group.value);
}

import { EXTENSION, extensionOf, fromUtf8, type PushFrame } from "@volley/protocol/internal";

/** Reads the name of the group that a push went to; undefined if it went to none. */
export function groupOf({ extensions }: PushFrame): string | undefined {
  const group = extensionOf(extensions, EXTENSION.group);
  return group && fromUtf8(group);
}

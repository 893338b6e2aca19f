import type { StreamPosition } from "@volley/protocol";
import { CLIENT_LIMITS, decodeMessage, decodePushPosition, EXTENSION, extensionOf } from "@volley/protocol/internal";
import type { PushInbox } from "../pushes/push-inbox.js";
import type { RemoteTable } from "../session/remote-table.js";

interface Entry {
  readonly push: string;
  readonly data: unknown;
  readonly offset: number;
  readonly position: StreamPosition;
}

/**
 * Reads the history of a group: frames of its pushes, one behind the other. Those that this client doesn't know, or the
 * server means differently, are left out. Rejects with what is wrong with the others.
 */
export async function readHistory(
  bytes: Uint8Array,
  remote: RemoteTable,
  inbox: Pick<PushInbox, "read">,
): Promise<readonly Entry[]> {
  const frames = bytes.length === 0 ? [] : decodeMessage(bytes, CLIENT_LIMITS);
  const entries = frames.map(async (frame): Promise<Entry | undefined> => {
    if (frame.kind !== "push") return undefined;
    const found = remote.pushAt(frame.push);
    const place = extensionOf(frame.extensions, EXTENSION.position);
    if (found === undefined || found.mismatch !== undefined || place === undefined) return undefined;
    const { offset, epoch, tag } = decodePushPosition(place);
    const data = await inbox.read(found.push, frame.payload);
    return { push: found.push.name, data, offset, position: { offset, epoch, tag } };
  });
  return (await Promise.all(entries)).filter((entry) => entry !== undefined);
}

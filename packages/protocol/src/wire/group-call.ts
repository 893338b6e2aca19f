import { ByteReader } from "./byte-reader.js";
import { joinBytes } from "./bytes.js";
import { encodeJson } from "./json.js";
import type { StreamPosition } from "./stream-position.js";
import { varintLength, writeVarint } from "./varint.js";

/** What a client asks of one group: the head of a `group` frame, as JSON. */
export type GroupAsk =
  | { readonly op: "join"; readonly presence?: unknown; readonly last?: number | undefined }
  | { readonly op: "leave" }
  /** The data is behind the head, by the serializer. */
  | { readonly op: "push"; readonly push: string; readonly rev: number }
  | { readonly op: "history"; readonly limit?: number | undefined; readonly since?: StreamPosition | undefined }
  | { readonly op: "members" };

/** A group by its pattern and what fills that in, and what is asked of it. */
export type GroupCall = GroupAsk & {
  readonly group: string;
  readonly params?: Readonly<Record<string, string | number>> | undefined;
};

const NOTHING = new Uint8Array(0);

/** Writes the payload of a `group` frame: the length of the head, the head, then a push's data. */
export function joinGroupCall(call: GroupCall, data: Uint8Array = NOTHING): Uint8Array {
  const head = encodeJson(call);
  const start = new Uint8Array(varintLength(head.length));
  writeVarint(start, 0, head.length);
  return joinBytes([start, head, data], start.length + head.length + data.length);
}

/** Takes the payload of a `group` frame apart; the head is still to be read. Throws `BAD_REQUEST`. */
export function splitGroupCall(payload: Uint8Array): { readonly head: Uint8Array; readonly data: Uint8Array } {
  const reader = new ByteReader(payload);
  const head = reader.slice(reader.varint());
  return { head, data: reader.rest() };
}

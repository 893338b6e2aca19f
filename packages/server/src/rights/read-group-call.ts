import { jsonSerializer } from "@volley/protocol";
import { type GroupAsk, isStreamPosition, MAX_NAME, splitGroupCall, systemError } from "@volley/protocol/internal";

/** What a client asks of a group, as far as it can be told without the contract. */
export type ReadGroupCall = GroupAsk & {
  readonly pattern: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The data of a push, as it came. */
  readonly data: Uint8Array;
};

/** More than params and the presence of a user ever take. */
const MAX_HEAD_BYTES = 8_192;
/** Refuses what nests too deep, and keys `__proto__`. */
const json = jsonSerializer();

/** Reads the payload of a `group` frame. Throws `BAD_REQUEST`, and `UNSUPPORTED` for what a newer client asks. */
export function readGroupCall(payload: Uint8Array): ReadGroupCall {
  const { head, data } = splitGroupCall(payload);
  const call = readHead(head);
  const { group, params = {} } = call;
  if (typeof group !== "string" || group.length > MAX_NAME || !isRecord(params)) {
    throw wrong("a group is named by its pattern, and an object of params");
  }
  return { ...askOf(call), pattern: group, params, data };
}

function askOf({ op, presence, last, push, rev, limit, since }: Record<string, unknown>): GroupAsk {
  switch (op) {
    case "join":
      return { op, presence, last: optionalNumber(last, "last") };
    case "leave":
    case "members":
      return { op };
    case "push":
      if (typeof push !== "string" || typeof rev !== "number") throw wrong("a push has a name and a rev");
      return { op, push, rev };
    case "history":
      if (since !== undefined && !(isRecord(since) && isStreamPosition(since as never))) {
        throw wrong('"since" is no position');
      }
      return { op, limit: optionalNumber(limit, "limit"), since: since as never };
    default:
      throw systemError("UNSUPPORTED", "this server doesn't know what is asked of the group");
  }
}

function readHead(head: Uint8Array): Record<string, unknown> {
  if (head.length > MAX_HEAD_BYTES) throw wrong(`the head of a group frame has more than ${MAX_HEAD_BYTES} bytes`);
  let value: unknown;
  try {
    value = json.decode(head, { kind: "request", name: "group" });
  } catch {
    throw wrong("the head of a group frame can't be read");
  }
  if (isRecord(value)) return value;
  throw wrong("the head of a group frame is no object");
}

function optionalNumber(value: unknown, name: string): number | undefined {
  if (value === undefined || typeof value === "number") return value;
  throw wrong(`"${name}" is no number`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function wrong(message: string): Error {
  return systemError("BAD_REQUEST", message);
}

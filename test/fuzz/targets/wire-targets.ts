import { readFileSync } from "node:fs";
import {
  DEFAULT_LIMITS,
  decodeJson,
  decodeMessage,
  decodeOnceMark,
  decodePositionNews,
  decodePushPosition,
  EXTENSION,
  type Frame,
  fromWireError,
  parseEnding,
  parseHello,
  parseLeft,
  parseLimited,
  parseMove,
  parseRefresh,
  parseRefusal,
  parseTokenWish,
  parseWelcome,
  traceOf,
} from "@volley/protocol/internal";
import { serverParser } from "@volley/protocol/socket.io";
import { readGroupCall } from "../../../packages/server/src/rights/read-group-call.js";
import type { FuzzTarget } from "../fuzz-target.js";
import { json, jsonSeeds, orRefusal } from "./read-json.js";

interface Vectors {
  readonly valid: readonly { readonly hex: string }[];
  readonly malformed: readonly { readonly hex: string }[];
}

const { valid, malformed } = JSON.parse(
  readFileSync(new URL("../../../docs/protocol-vectors.json", import.meta.url), "utf8"),
) as Vectors;
const vectors = [...valid, ...malformed].map(({ hex }) => Buffer.from(hex, "hex"));

/** Reads all that a frame of the other side holds. */
function readFrame(frame: Frame): unknown {
  switch (frame.kind) {
    case "welcome":
      return parseWelcome(decodeJson(frame.payload));
    case "goodbye":
      return parseEnding(decodeJson(frame.payload));
    case "error":
      return fromWireError(decodeJson(frame.payload));
    case "move":
      return parseMove(decodeJson(frame.payload));
    case "auth":
      return parseTokenWish(decodeJson(frame.payload));
    case "refresh":
      return parseRefresh(decodeJson(frame.payload));
    case "limited":
      return parseLimited(decodeJson(frame.payload));
    case "left":
      return parseLeft(frame.payload);
    case "group":
      return readGroupCall(frame.payload);
    case "position":
      return decodePositionNews(frame.payload);
    case "request":
    case "notify":
    case "push":
      return [traceOf(frame.extensions), ...frame.extensions.map(readExtension)];
    default:
      return frame.kind;
  }
}

function readExtension({ type, value }: { readonly type: number; readonly value: Uint8Array }): unknown {
  if (type === EXTENSION.once) return decodeOnceMark(value);
  if (type === EXTENSION.position) return decodePushPosition(value);
  return type;
}

const hello = {
  volley: {
    ...{ protocol: [1, 1], contract: "c0ffee", serializer: "json", client: "a".repeat(22) },
    resume: { session: "s".repeat(22), token: "t".repeat(43), mode: "takeover", positions: [["", [1, 2, 3]]] },
  },
  token: "a token",
  handshake: { version: 1 },
};
const welcome = {
  ...{ protocol: 1, session: "s", uid: "ann", now: 1, limits: { messageBytes: 65_536, frames: 1_024 } },
  ...{ dictionary: { routes: [["request", "a.b", 1]], pushes: [["c.d", 1]] }, token: "t", memory: "m" },
  ...{ resume: { token: "t", graceMs: 1_000 }, resumed: true },
};
const refusal = { ending: { reason: "busy", retryAfterMs: 10 }, error: { code: "BUSY", message: "later" } };

/** What comes over a connection. */
export const wireTargets: readonly FuzzTarget[] = [
  {
    name: "message",
    seeds: vectors,
    grammar: "bytes",
    read: (input) =>
      orRefusal(() => decodeMessage(input, DEFAULT_LIMITS).map((frame) => orRefusal(() => readFrame(frame)))),
  },
  {
    name: "hello",
    seeds: jsonSeeds(hello, { ...hello, token: null }),
    grammar: "json",
    read: (input) => orRefusal(() => parseHello(json(input))),
  },
  {
    name: "welcome",
    seeds: jsonSeeds(welcome, refusal),
    grammar: "json",
    read: (input) => [orRefusal(() => parseWelcome(json(input))), parseRefusal(json(input))],
  },
  {
    name: "socket-io-packet",
    seeds: ["0", "0{}", `0${JSON.stringify(hello)}`, "1", "0/,{}", "0/admin,", '2["event"]', "51-[]", "", "4"].map(
      (text) => Buffer.from(text),
    ),
    grammar: "bytes",
    read: (input) => readPacket(Buffer.from(input).toString()),
  },
];

/** What the decoder throws, Socket.IO takes for the end of the connection; what it tells, its server takes. */
function readPacket(text: string): unknown {
  const { Decoder } = serverParser();
  const decoder = new Decoder();
  const packets: unknown[] = [];
  decoder.on("decoded", (packet: unknown) => packets.push(packet));
  try {
    decoder.add(text);
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
  return packets;
}

import { decodeJson, encodeJson, joinBytes, parseEnding, parseTrace } from "@volley/protocol/internal";
import type { BusCounters } from "../cluster/bus-counters.js";
import { type AdapterMessage, EVENT, NAMESPACE, type Narrowing, type RoomAction } from "./adapter-packet.js";
import { readPushDelivery } from "./read-push-delivery.js";

/** The version of the format: one byte, the head's length in four (big-endian), the head as JSON, a push's payload. */
const VERSION = 1;
const HEAD_AT = 5;

type Names = readonly string[];
type Head = readonly [
  sender: string,
  rooms: Names,
  except: Names,
  only: Names | null,
  type: string | null,
  ...unknown[],
];

/** What a message becomes that can't be read: a packet of a namespace that nobody has, which the adapter ignores. */
const DROPPED = ["", { nsp: "\0dropped" }, {}] as const;

/** The `parser` of the Socket.IO adapter and emitter. */
export interface PacketCodec {
  encode(message: AdapterMessage): Buffer;
  /** Never throws: whatever isn't ours is counted, and dropped. */
  decode(bytes: Uint8Array): AdapterMessage | typeof DROPPED;
}

/**
 * Makes the codec by which rooms talk to each other. Anybody who can publish can write to their channels, and the
 * adapter passes on what a codec throws, and takes what it returns as it is.
 */
export function createPacketCodec(counters: BusCounters): PacketCodec {
  return {
    encode: (message) => encode(message),
    decode: (bytes) => {
      try {
        const message = decode(bytes);
        if (message !== undefined) return message;
      } catch {
        // Neither JSON nor UTF-8.
      }
      counters.messageDropped();
      return DROPPED;
    },
  };
}

function encode([sender, { data }, { rooms, except }]: AdapterMessage): Buffer {
  const [, action, { only, type }] = data;
  const common: Head = [sender, rooms, except, only ?? null, type ?? null];
  const head = encodeJson([...common, ...fieldsOf(action)]);
  const payload = action.kind === "push" ? action.packet.payload : new Uint8Array();
  const start = Buffer.alloc(HEAD_AT);
  start.writeUInt8(VERSION);
  start.writeUInt32BE(head.length, 1);
  return joinBytes([start, head, payload], HEAD_AT + head.length + payload.length) as Buffer;
}

function fieldsOf(action: RoomAction): readonly unknown[] {
  switch (action.kind) {
    case "push": {
      const { push, rev, group, delivery, trace } = action.packet;
      const common = [action.kind, push, rev, group ?? null];
      if (trace !== undefined) return [...common, delivery ?? null, trace];
      return delivery === undefined ? common : [...common, delivery];
    }
    case "end":
      return [action.kind, action.ending];
    case "join":
    case "leave":
      return [action.kind, action.rooms];
    case "enter":
    case "exit":
      return [action.kind, action.group.pattern, action.group.params ?? null];
  }
}

function decode(bytes: Uint8Array): AdapterMessage | undefined {
  if (bytes[0] !== VERSION || bytes.length < HEAD_AT) return undefined;
  const end = HEAD_AT + Buffer.from(bytes.buffer, bytes.byteOffset).readUInt32BE(1);
  if (end > bytes.length) return undefined;
  const head = decodeJson(bytes.subarray(HEAD_AT, end));
  if (!isHead(head)) return undefined;
  const [sender, rooms, except, only, type, ...fields] = head;
  const action = readAction(fields, bytes.subarray(end));
  if (action === undefined) return undefined;
  const narrowing: Narrowing = { only: only ?? undefined, type: type ?? undefined };
  return [sender, { type: 2, nsp: NAMESPACE, data: [EVENT, action, narrowing] }, { rooms, except }];
}

function isHead(value: unknown): value is Head {
  if (!Array.isArray(value)) return false;
  const [sender, rooms, except, only, type] = value as readonly unknown[];
  return (
    typeof sender === "string" &&
    isNames(rooms) &&
    isNames(except) &&
    (only === null || isNames(only)) &&
    (type === null || typeof type === "string")
  );
}

function readAction(fields: readonly unknown[], payload: Uint8Array): RoomAction | undefined {
  const [kind, first, second, third, fourth, fifth] = fields;
  switch (kind) {
    case "push": {
      const isGroup = third === null || typeof third === "string";
      if (typeof first !== "string" || typeof second !== "number" || !isGroup) return undefined;
      const delivery = readPushDelivery(fourth);
      const trace = parseTrace(fifth);
      const common = { push: first, rev: second, payload, group: third ?? undefined, delivery };
      return { kind, packet: trace === undefined ? common : { ...common, trace } };
    }
    case "end":
      return typeof first === "object" && first !== null ? { kind, ending: parseEnding(first) } : undefined;
    case "join":
    case "leave":
      return isNames(first) ? { kind, rooms: first } : undefined;
    case "enter":
    case "exit":
      return typeof first === "string" && isParams(second)
        ? { kind, group: { pattern: first, params: second ?? undefined } }
        : undefined;
    default:
      return undefined;
  }
}

function isParams(value: unknown): value is Readonly<Record<string, string | number>> | null {
  if (value === null) return true;
  if (typeof value !== "object" || Array.isArray(value)) return false;
  return Object.values(value as object).every((each) => typeof each === "string" || typeof each === "number");
}

function isNames(value: unknown): value is Names {
  return Array.isArray(value) && value.every((name) => typeof name === "string");
}

import { jsonSerializer } from "@volley/protocol";
import { protobufSerializer } from "@volley/protocol/protobuf";
import { Every } from "../../support/proto/every.pb.js";
import type { FuzzTarget } from "../fuzz-target.js";
import { jsonSeeds } from "./read-json.js";

const json = jsonSerializer();
const protobuf = protobufSerializer({ pushes: { "a.b": Every } });
const every = Every.encode({ bool: true, string: "größe", bytes: Uint8Array.of(1, 2, 255) }).finish();

/** What handlers are about to get. A serializer may throw whatever it likes: who calls it takes that for a bad input. */
export const serializerTargets: readonly FuzzTarget[] = [
  {
    name: "json-payload",
    seeds: jsonSeeds({ room: "a", seats: [1, 2, { open: true }] }, "text", 1, [[[[[]]]]], { __proto__: 1 }),
    grammar: "json",
    read: (input) => {
      try {
        const value: unknown = json.decode(input, { kind: "request", name: "a.b" });
        if (hasProto(value, 0)) throw new Stray('a key "__proto__" came through');
        return value;
      } catch (error) {
        if (error instanceof Stray) throw error;
        return String(error);
      }
    },
  },
  {
    name: "protobuf-payload",
    seeds: [every, new Uint8Array()],
    grammar: "bytes",
    read: (input) => {
      try {
        return protobuf.decode(input, { kind: "push", name: "a.b" });
      } catch (error) {
        if (error instanceof Error) return error.name;
        throw error;
      }
    },
  },
];

class Stray extends Error {}

function hasProto(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (depth > 32) throw new Stray("it nests deeper than 32 levels");
  return Object.hasOwn(value, "__proto__") || Object.values(value).some((each) => hasProto(each, depth + 1));
}

import { jsonSerializer, type Serializer } from "@volley/protocol";
import type { SerializerName } from "../serializer-name.js";

/** Gets a serializer. Protobuf is a script of its own, which is fetched only where it is wanted. */
export async function loadSerializer(name: SerializerName): Promise<Serializer> {
  if (name === "json") return jsonSerializer();
  const { duelProtobuf } = await import("../proto/duel-protobuf.js");
  return duelProtobuf();
}

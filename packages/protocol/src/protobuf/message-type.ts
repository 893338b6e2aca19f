/**
 * A message of a static module that pbjs made, which is its class: `pb.Join`. Only `encode`, `decode` and the defaults
 * on its prototype are used, so the module may be made without all the rest (docs/guides/protobuf.md).
 */
export interface ProtobufType {
  readonly prototype: object;
  readonly encode: (message: never) => { finish(): Uint8Array };
  readonly decode: (bytes: Uint8Array) => object;
}

/** Tells a static message from anything else, such as one that protobufjs reads from a .proto file at run time. */
export function isProtobufType(value: unknown): value is ProtobufType {
  if (typeof value !== "function") return false;
  const { encode, decode } = value as Partial<ProtobufType> & Function;
  return typeof encode === "function" && typeof decode === "function";
}

/** Encodes any value. What doesn't fit the message is left out, zeroed or wrapped, or throws anything. */
export function encodeAs(type: ProtobufType, value: unknown): Uint8Array {
  return type.encode(value as never).finish();
}

/** Which message a payload belongs to. Serializers with a schema of their own (Protobuf) look their type up by it. */
export interface MessageRef {
  /** "request" and "notify" hold a route's input, "reply" its output, "push" a push's data. */
  readonly kind: "request" | "notify" | "reply" | "push";
  /** The name of the route or push, such as "lobby.join". */
  readonly name: string;
}

/**
 * Turns payloads into bytes and back. A cluster and its clients use one; it is named in the handshake, and a client
 * with another one is refused. Both functions may throw anything: a failure to decode becomes `BAD_REQUEST` for the
 * one message, a failure to encode reaches the caller.
 */
export interface Serializer {
  /** Lower-case name that both sides compare, such as "json". */
  readonly name: string;
  /** Encodes a value; `undefined` (no input, no output) may become zero bytes. */
  encode(value: unknown, message: MessageRef): Uint8Array;
  /** Decodes a value. The bytes are a view on a larger buffer: copy what you keep. */
  decode(bytes: Uint8Array, message: MessageRef): unknown;
}

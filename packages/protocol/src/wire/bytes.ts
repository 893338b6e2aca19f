interface BufferLike {
  allocUnsafe(size: number): Uint8Array;
  from(text: string, encoding: "utf8"): Uint8Array;
}

/** Node's Buffer where there is one: it takes small memory from a pool and converts short texts faster. */
const NodeBuffer = (globalThis as { Buffer?: BufferLike }).Buffer;
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Allocates bytes that the caller fills completely: in Node they are not zeroed. */
export function allocate(length: number): Uint8Array {
  return NodeBuffer === undefined ? new Uint8Array(length) : NodeBuffer.allocUnsafe(length);
}

/** Encodes text as UTF-8. */
export function toUtf8(text: string): Uint8Array {
  return NodeBuffer === undefined ? encoder.encode(text) : NodeBuffer.from(text, "utf8");
}

/** Decodes UTF-8; throws a TypeError for bytes that are none. */
export function fromUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** Joins frames to one message. A single frame is returned as it is. */
export function joinBytes(parts: readonly Uint8Array[], totalLength: number): Uint8Array {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return first;
  const joined = allocate(totalLength);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

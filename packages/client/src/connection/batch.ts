import { joinBytes, type WireLimits } from "@volley/protocol/internal";

/** Packs frames into as few messages as the receiver's limits allow, in their order. */
export function toMessages(frames: readonly Uint8Array[], limits: WireLimits): Uint8Array[] {
  const messages: Uint8Array[] = [];
  let batch: Uint8Array[] = [];
  let length = 0;
  for (const frame of frames) {
    if (batch.length > 0 && (batch.length === limits.frames || length + frame.length > limits.messageBytes)) {
      messages.push(joinBytes(batch, length));
      batch = [];
      length = 0;
    }
    batch.push(frame);
    length += frame.length;
  }
  if (batch.length > 0) messages.push(joinBytes(batch, length));
  return messages;
}

import type { PushDefinition } from "@volley/protocol/internal";
import type { PushDelivery } from "../groups/rooms.js";

/**
 * Tells what may become of a push that waits for a slow client; undefined: it is kept like all others. The sender
 * says it, who has the data: nobody on the way decodes that. Throws what the contract's `key` throws.
 */
export function deliveryOf({ delivery, key }: PushDefinition, data: unknown): PushDelivery | undefined {
  if (delivery === "volatile") return "volatile";
  return delivery === "latest" ? { key: String(key?.(data) ?? "") } : undefined;
}

import type { PushDelivery } from "./rooms.js";

/** Reads what another node says of a push's delivery; what a newer one may say counts as none. */
export function readPushDelivery(value: unknown): PushDelivery | undefined {
  if (value === "volatile") return value;
  if (typeof value !== "object" || value === null) return undefined;
  const { key } = value as { readonly key?: unknown };
  return typeof key === "string" ? { key } : undefined;
}

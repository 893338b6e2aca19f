import type { WireError } from "@volley/protocol/internal";

/** What nodes say to each other. `head` is JSON, and checked by who serves the method; the rest is bytes. */
export type PeerMessage =
  | {
      readonly kind: "call";
      /** Unique among the calls of its sender. */
      readonly id: number;
      readonly method: string;
      /** When nobody waits any more, in cluster time. */
      readonly deadline: number;
      readonly head: unknown;
      readonly payload: Uint8Array;
      readonly context: Uint8Array;
    }
  | { readonly kind: "post"; readonly method: string; readonly head: unknown; readonly payload: Uint8Array }
  | { readonly kind: "reply"; readonly id: number; readonly head: unknown; readonly payload: Uint8Array }
  | { readonly kind: "error"; readonly id: number; readonly error: WireError }
  | { readonly kind: "cancel"; readonly id: number }
  /** Which calls the sender waits for: some may have been lost, or their answers. */
  | { readonly kind: "waiting"; readonly ids: readonly number[] }
  /** Those of them that nobody answers. */
  | { readonly kind: "lost"; readonly ids: readonly number[] }
  | { readonly kind: "ping" }
  | { readonly kind: "pong" };

/** No bytes. */
export const EMPTY = new Uint8Array(0);

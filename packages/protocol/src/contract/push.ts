import type { Schema, SchemaInput, SchemaLike, SchemaOutput } from "../schema/schema.js";

/**
 * How a push travels. "live": in order, at most once. "latest": a slow client gets the newest of each key only.
 * "volatile": dropped for a slow client. "replay": numbered, kept, and replayed after a drop.
 */
export type Delivery = "live" | "latest" | "volatile" | "replay";

/** A message from server to client. */
export interface Push<Sent, Received, D extends Delivery> {
  readonly kind: "push";
  readonly delivery: D;
  readonly rev: number;
  readonly data: Schema<Sent, Received> | undefined;
  /** Never there at run time. */
  readonly "~types": { readonly sent: Sent; readonly received: Received };
}

/** Every push; without `delivery`, which would become a contextual type (see `AnyRoute`). */
export interface AnyPush {
  readonly kind: "push";
  readonly "~types": { readonly sent: unknown; readonly received: unknown };
}

/** A push as the machinery reads it at run time. */
export interface PushDefinition {
  readonly kind: "push";
  readonly delivery: Delivery;
  readonly rev: number;
  readonly data: Schema | undefined;
  /** There for "latest". */
  readonly key?: ((data: unknown) => string | number) | undefined;
  /** Only with delivery "replay": how much is kept. */
  readonly keep?: { readonly count?: number | undefined; readonly forMs?: number | undefined } | undefined;
}

interface Revised {
  /** Raise it when the meaning of the push changes: clients and servers of another `rev` refuse it. Default: 1. */
  readonly rev?: number | undefined;
}

/** Options of a push, one shape per delivery class. */
export type PushOptions<Sent, D extends Delivery> =
  | (Revised & { readonly delivery?: D & ("live" | "volatile") })
  | (Revised & {
      readonly delivery: D & "latest";
      /** Names what a newer push replaces. */
      readonly key: (data: Sent) => string | number;
    })
  | (Revised & {
      readonly delivery: D & "replay";
      /** How much is kept for those who were away: so many (default 1,000), so long after the last (default 120,000 ms). */
      readonly keep?: { readonly count?: number; readonly forMs?: number };
    });

/** Declares a message from server to client. Default delivery: "live". */
export function push(): Push<undefined, undefined, "live">;
export function push<S extends SchemaLike, const D extends Delivery = "live">(
  data: S,
  options?: PushOptions<SchemaInput<S>, D>,
): Push<SchemaInput<S>, SchemaOutput<S>, D>;
export function push(data?: SchemaLike, options: { delivery?: Delivery; rev?: number | undefined } = {}): AnyPush {
  return { kind: "push", delivery: "live", data, ...options, rev: options.rev ?? 1 } as never;
}

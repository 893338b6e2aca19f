import type { Schema, SchemaInput, SchemaLike } from "../schema/schema.js";
import type { Problem } from "./error.js";

/** Which pushes tell a group who is present in it, and what is known of each user. */
export interface Presence<Info, Joined extends string, Left extends string> {
  readonly info?: Schema | undefined;
  readonly joined?: Joined | undefined;
  readonly updated?: Joined | undefined;
  readonly left?: Left | undefined;
  /** Never there at run time. */
  readonly "~info": Info;
}

/** A named set that can be pushed to; `pushes` says what may be pushed to it. `P`: its `Presence`, or undefined. */
export interface Group<Names extends string, P = unknown> {
  readonly kind: "group";
  readonly pushes: readonly Names[];
  readonly presence: P;
}

/** A group as the machinery reads it at run time. */
export interface GroupDefinition {
  readonly kind: "group";
  readonly pushes: readonly string[];
  readonly presence: PresenceDefinition | undefined;
}
/** The presence of a group as the machinery reads it at run time. */
export interface PresenceDefinition {
  readonly info?: Schema | undefined;
  readonly joined?: string | undefined;
  readonly updated?: string | undefined;
  readonly left?: string | undefined;
}

/** Options of a group's presence. */
export interface PresenceOptions<S extends SchemaLike, Joined extends string, Left extends string> {
  /** What sessions say of their user when they join: a schema of plain JSON, 4,096 bytes at most. Default: nothing. */
  readonly info?: S;
  /** The push that tells the group who came: `{ uid, info }`. */
  readonly joined?: Joined;
  /** The push that tells the group what a user's info has become: `{ uid, info }`. */
  readonly updated?: Joined;
  /** The push that tells the group who left: `{ uid }`. */
  readonly left?: Left;
}

type NoInfo = Schema<undefined, undefined>;

/**
 * Declares a group pattern and the pushes that may go to it. With `presence` the server knows which users have a
 * session in such a group, anywhere in the cluster, and sends the pushes named there by itself.
 */
export function group<const Names extends string>(pushes: readonly Names[]): Group<Names, undefined>;
export function group<
  const Names extends string,
  S extends SchemaLike = NoInfo,
  const Joined extends string = never,
  const Left extends string = never,
>(
  pushes: readonly Names[],
  options: { readonly presence: PresenceOptions<S, Joined, Left> },
): Group<Names, Presence<SchemaInput<S>, Joined, Left>>;
export function group(
  pushes: readonly string[],
  { presence }: { readonly presence?: PresenceOptions<SchemaLike, string, string> } = {},
): Group<string> {
  return { kind: "group", pushes, presence };
}

/** What the push `Name` takes. */
type SentBy<P, Name> = Name extends keyof P
  ? P[Name] extends { readonly "~types": { readonly sent: infer Sent } }
    ? Sent
    : never
  : never;
type PushProblem<P, Name extends string, Data, Shape extends string> = Name extends keyof P
  ? [Data] extends [SentBy<P, Name>]
    ? never
    : Problem<`the push "${Name}" must take ${Shape}`>
  : Problem<`the contract has no push "${Name}"`>;
/** `joined` and `updated` tell the info only if there is one. */
type ArrivalProblem<P, Name extends string, Info> = [Info] extends [undefined]
  ? PushProblem<P, Name, { uid: string }, "{ uid }">
  : PushProblem<P, Name, { uid: string; info: Info }, "{ uid, info }">;
type PresenceProblem<P, Presences> =
  Presences extends Presence<infer Info, infer Joined, infer Left>
    ? ArrivalProblem<P, Joined, Info> | PushProblem<P, Left, { uid: string }, "{ uid }">
    : never;
type PresenceOf<G> = G extends { readonly presence: infer P } ? P : never;

/** What is wrong with the pushes that groups' presence names: nothing, or a `Problem` per group. */
export type PresenceProblems<P, G> = {
  [Name in keyof G as [PresenceProblem<P, PresenceOf<G[Name]>>] extends [never] ? never : Name]: PresenceProblem<
    P,
    PresenceOf<G[Name]>
  >;
};

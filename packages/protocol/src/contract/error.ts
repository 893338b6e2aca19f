import type { SystemCode } from "../errors/codes.js";
import type { Schema, SchemaInput, SchemaLike, SchemaOutput } from "../schema/schema.js";

/** What `error()` returns: an error with no data, or with options. */
export interface ErrorDef<In, Out> {
  readonly kind: "error";
  readonly data: Schema<In, Out> | undefined;
  readonly retryable: boolean;
}
/** The errors that a route or a contract declares: a schema of the error's data, or `error()`. */
export type ErrorDefs = Readonly<Record<string, SchemaLike | ErrorDef<unknown, unknown>>>;

/** Declares an error without data, or one that is worth a retry. */
export function error(): ErrorDef<undefined, undefined>;
export function error<S extends SchemaLike>(
  data: S,
  options?: { readonly retryable?: boolean | undefined },
): ErrorDef<SchemaInput<S>, SchemaOutput<S>>;
export function error(
  data?: SchemaLike,
  options?: { readonly retryable?: boolean | undefined },
): ErrorDef<unknown, unknown> {
  return { kind: "error", data: data as Schema | undefined, retryable: options?.retryable ?? false };
}

/** The data of one declared error: what a handler gives, what a client gets. */
export interface ErrorData<Sent, Received> {
  readonly sent: Sent;
  readonly received: Received;
}
/** A contract's errors with their schemas resolved away: short in hovers, small in `.d.ts`. */
export type ErrorTypes = { readonly [code: string]: ErrorData<unknown, unknown> };
type ErrorTypeOf<Def> =
  Def extends ErrorDef<infer In, infer Out>
    ? ErrorData<In, Out>
    : Def extends SchemaLike
      ? ErrorData<SchemaInput<Def>, SchemaOutput<Def>>
      : never;
/** Resolves declared errors to their data types. */
export type ErrorTypesOf<Defs> = Defs extends infer D ? { readonly [Code in keyof D]: ErrorTypeOf<D[Code]> } : never;

/** Shows `Message` in the compiler's text: "Property '<Message>' is missing in type …". */
export type Problem<Message extends string> = { readonly [M in Message]: never };

/** What is wrong with the codes of an error table: nothing, or a `Problem` per wrong code. */
export type CodeProblems<E> = {
  [Code in keyof E as string extends Code
    ? never
    : Code extends SystemCode
      ? Code
      : Code extends Uppercase<Code & string>
        ? never
        : Code]: Code extends SystemCode
    ? Problem<`${Code} is one of Volley's own codes, choose another name`>
    : Problem<`write error codes in upper case, like ROOM_FULL`>;
};

/**
 * The part of Standard Schema v1 that Volley uses (https://standardschema.dev). Written here, as that standard
 * invites, so that this package depends on nothing: zod, valibot, arktype and others all fit it.
 */
export interface Schema<In = unknown, Out = unknown> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult<Out> | Promise<SchemaResult<Out>>;
    readonly types?: { readonly input: In; readonly output: Out } | undefined;
  };
}

/** What a schema answers: the parsed value, or what is wrong with it. */
export type SchemaResult<Out> =
  | { readonly value: Out; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/** One problem, as a schema library reports it. */
export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/**
 * What a type parameter is bounded by. Only the key is asked for: comparing a zod object with the whole of `Schema`
 * costs the compiler about 1 ms each, and a contract has thousands.
 */
export interface SchemaLike {
  readonly "~standard": unknown;
}

/** What a sender writes. */
export type SchemaInput<S> = S extends {
  readonly "~standard": { readonly types?: { readonly input: infer T } | undefined };
}
  ? T
  : never;

/** What a receiver reads. */
export type SchemaOutput<S> = S extends {
  readonly "~standard": { readonly types?: { readonly output: infer T } | undefined };
}
  ? T
  : never;

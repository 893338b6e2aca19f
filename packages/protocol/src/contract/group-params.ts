type ParamNames<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | ParamNames<Rest> : never;

/** What you give to name one group of a pattern: `"table:{id}"` wants `{ id }`. */
export type GroupParams<P extends string> = { readonly [Name in ParamNames<P>]: string | number };

/**
 * The arguments after the pattern: none for `"lobby"`, one object for `"table:{id}"`. Distributive, or a wrong
 * pattern would read "Expected 2 arguments".
 */
export type GroupArgs<P extends string> = P extends string
  ? [ParamNames<P>] extends [never]
    ? []
    : [params: GroupParams<P>]
  : never;

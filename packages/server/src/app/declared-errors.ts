import { type ErrorDef, type ErrorDefs, type Schema, VolleyError } from "@volley/protocol";

/** Makes one declared error; `data` is what its schema's input form says. */
export type DeclaredErrorConstructor = (data?: unknown, options?: ErrorOptions) => VolleyError;

/** The declared errors of one route: how handlers make them, and what their data must be. */
export interface DeclaredErrors {
  readonly constructors: Readonly<Record<string, DeclaredErrorConstructor>>;
  readonly schemas: ReadonlyMap<string, Schema | undefined>;
}

/** Prepares the errors of a route, its own and the contract's. */
export function declaredErrors(...tables: readonly (ErrorDefs | undefined)[]): DeclaredErrors {
  const schemas = new Map<string, Schema | undefined>();
  const constructors: Record<string, DeclaredErrorConstructor> = Object.create(null);
  for (const [code, def] of tables.flatMap((table) => Object.entries(table ?? {}))) {
    const { schema, retryable } = read(def as Schema | ErrorDef<unknown, unknown>);
    schemas.set(code, schema);
    constructors[code] = (data, options) =>
      new VolleyError(code, code, { data, retryable, declared: true, cause: options?.cause });
  }
  return { constructors: Object.freeze(constructors), schemas };
}

function read(def: Schema | ErrorDef<unknown, unknown>): { schema: Schema | undefined; retryable: boolean } {
  return "~standard" in def ? { schema: def, retryable: false } : { schema: def.data, retryable: def.retryable };
}

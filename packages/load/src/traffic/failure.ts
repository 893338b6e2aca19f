import { VolleyError } from "@volley/protocol";

/** What failed, as it is counted. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

/** Tells how something thrown is counted: by its code, or as `SCENARIO` if the scenario's own code threw it. */
export function failureOf(thrown: unknown): Failure {
  if (VolleyError.is(thrown)) return { code: thrown.code, message: thrown.message };
  return { code: "SCENARIO", message: thrown instanceof Error ? thrown.message : String(thrown) };
}

import type { Issue } from "../errors/issue.js";
import { systemError } from "../errors/volley-error.js";
import type { Schema, SchemaIssue, SchemaResult } from "./schema.js";

/** The most issues that an error carries; a list of 10,000 wrong rows says enough with its first ones. */
const MAX_ISSUES = 20;

/**
 * Parses a value with a schema, synchronously when the schema is. No schema means that nothing may be there.
 * Throws (or rejects with) `VALIDATION`; `what` names the value in its message.
 */
export function parse<Out>(schema: Schema<unknown, Out> | undefined, value: unknown, what: string): Out | Promise<Out> {
  if (schema === undefined) return parseNothing(value, what) as Out;
  const result = schema["~standard"].validate(value);
  return result instanceof Promise ? result.then((settled) => unwrap(settled, what)) : unwrap(result, what);
}

function parseNothing(value: unknown, what: string): undefined {
  if (value === undefined || value === null) return undefined;
  throw invalid([{ message: "nothing is expected here" }], what);
}

function unwrap<Out>(result: SchemaResult<Out>, what: string): Out {
  if (result.issues === undefined) return result.value;
  throw invalid(result.issues, what);
}

function invalid(found: readonly SchemaIssue[], what: string): Error {
  // Some libraries' lists are subclasses of Array, whose own `map` makes more of their kind.
  const issues = Array.from(found).slice(0, MAX_ISSUES).map(toIssue);
  const [first] = issues;
  const where = first === undefined || first.path.length === 0 ? "" : ` at ${first.path.join(".")}`;
  return systemError("VALIDATION", `${what} is not valid${where}: ${first?.message ?? "no reason was given"}`, {
    data: { issues },
  });
}

function toIssue(issue: SchemaIssue): Issue {
  const path = Array.from(issue.path ?? [], (part) => {
    const key = typeof part === "object" ? part.key : part;
    return typeof key === "number" ? key : String(key);
  });
  return { message: issue.message, path };
}

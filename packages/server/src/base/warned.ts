/** Under this key options that were made by a function of ours say what is unsafe about them in production. */
const WARNINGS = Symbol("volley.warnings");

/** Notes on something that an option takes what is unsafe about it in production. */
export function withWarnings<T extends object>(value: T, warnings: readonly string[]): T {
  return Object.defineProperty(value, WARNINGS, { value: warnings });
}

/** What was noted on it; nothing on what the app made itself. */
export function warningsOf(value: unknown): readonly string[] {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return [];
  return (value as { readonly [WARNINGS]?: readonly string[] })[WARNINGS] ?? [];
}

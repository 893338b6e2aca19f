/** Runs something when this tick's work is done: after reads and promises in Node, after this microtask elsewhere. */
export function defer(run: () => void): void {
  const { setImmediate } = globalThis as { setImmediate?: (run: () => void) => void };
  (setImmediate ?? queueMicrotask)(run);
}

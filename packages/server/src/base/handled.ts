/**
 * Marks a promise as handled and returns it. Who awaits it still gets its rejection; who doesn't (`void push(…)`)
 * doesn't end the process by it. Only for failures that are reported elsewhere too.
 */
export function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

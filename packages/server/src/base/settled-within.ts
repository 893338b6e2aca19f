import type { Clock } from "@volley/protocol/internal";

/** Waits until a promise settles, but no longer than `ms`; tells whether it did. Never rejects. */
export function settledWithin(promise: Promise<unknown>, ms: number, clock: Clock): Promise<boolean> {
  return new Promise((resolve) => {
    const stop = clock.after(ms, () => resolve(false));
    const settled = (): void => {
      stop();
      resolve(true);
    };
    promise.then(settled, settled);
  });
}

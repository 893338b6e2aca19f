import type { Clock } from "@volley/protocol/internal";

/** Waits for so many ms, or until the signal aborts. Never rejects. */
export function pause(ms: number, { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal }) {
  return new Promise<void>((resolve) => {
    if (signal.aborted || ms <= 0) return resolve();
    const over = (): void => {
      stop();
      signal.removeEventListener("abort", over);
      resolve();
    };
    const stop = clock.after(ms, over);
    signal.addEventListener("abort", over, { once: true });
  });
}

/** Looks every `everyMs` whether a condition holds; resolves with true when it does, with false when the signal aborts. */
export async function waitUntil(
  condition: () => boolean,
  how: { readonly everyMs: number; readonly clock: Clock; readonly signal: AbortSignal },
): Promise<boolean> {
  while (!condition()) {
    if (how.signal.aborted) return false;
    await pause(how.everyMs, how);
  }
  return true;
}

/** Waits until a promise settles, or the signal aborts. Never rejects. */
export function settledOrAborted(promise: Promise<unknown>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = (): void => {
      signal.removeEventListener("abort", over);
      resolve();
    };
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", over, { once: true });
    promise.then(over, over);
  });
}

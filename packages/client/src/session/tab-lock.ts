/** Takes a lock that no other tab has as long as this one lives; undefined if it can't be had within `waitMs`. */
export type TakeTabLock = (name: string, waitMs: number) => Promise<(() => void) | undefined>;

/** Takes Web Locks; undefined where there are none, such as in Node, React Native, and on pages without https. */
export function webLocks(): TakeTabLock | undefined {
  const locks = globalThis.navigator?.locks;
  if (locks === undefined) return undefined;
  return (name, waitMs) =>
    new Promise((resolve) => {
      const held = (): Promise<void> => new Promise((release) => resolve(release));
      // A page that is being reloaded still has its lock for a moment.
      locks.request(name, { signal: AbortSignal.timeout(waitMs) }, held).catch(() => resolve(undefined));
    });
}

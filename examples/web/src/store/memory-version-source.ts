import type { VersionSource } from "./version-source.js";

/** Makes a source for one process. `now` tells the time in ms since 1970 (default: the machine's). */
export function createMemoryVersionSource({ now = Date.now }: { readonly now?: () => number } = {}): VersionSource {
  let last = 0;
  return {
    async next() {
      // The time, so that a process that starts anew goes on where the last one ended.
      last = Math.max(last + 1, now());
      return last;
    },
  };
}

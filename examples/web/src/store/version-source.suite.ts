import { describe, expect, it } from "vitest";
import type { VersionSource } from "./version-source.js";

/** Describes what every `VersionSource` has to do; run it on each implementation. */
export function describeVersionSource(name: string, createSource: () => VersionSource | Promise<VersionSource>): void {
  describe(name, () => {
    it("gives each a number of his own, higher than those that were given before", async () => {
      const source = await createSource();
      const first = await source.next();
      const together = await Promise.all(Array.from({ length: 50 }, () => source.next()));
      const last = await source.next();
      expect(new Set([first, ...together, last]).size).toBe(52);
      expect(Math.min(...together)).toBeGreaterThan(first);
      expect(last).toBeGreaterThan(Math.max(...together));
    });
  });
}

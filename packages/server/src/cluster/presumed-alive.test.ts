import { expect, it } from "vitest";
import { PresumedAlive } from "./presumed-alive.js";

it("takes a node that it never heard of for alive until a look that began later didn't find it", () => {
  const presumed = new PresumedAlive();
  // Look 3 is under way, and may have read the store before that node came.
  expect(presumed.of("a", 2, 3)).toBe("new");
  expect(presumed.of("a", 3, 3)).toBe("alive");
  expect(presumed.of("a", 3, 4)).toBe("alive");
  expect(presumed.of("a", 4, 4)).toBe("gone");
});

it("knows at once of a node that left, and forgets that when it is back", () => {
  const presumed = new PresumedAlive();
  presumed.gone("a", 0);
  expect(presumed.of("a", 5, 5)).toBe("gone");
  presumed.known("a");
  expect(presumed.of("a", 5, 5)).toBe("new");
});

it("keeps a bounded number of them in mind, the latest", () => {
  const presumed = new PresumedAlive();
  for (let n = 0; n <= 1_000; n++) presumed.gone(`n${n}`, 0);
  expect(presumed.of("n1000", 1, 1)).toBe("gone");
  expect(presumed.of("n1", 1, 1)).toBe("gone");
  expect(presumed.of("n0", 1, 1)).toBe("new");
});

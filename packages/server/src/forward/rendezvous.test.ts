import * as fc from "fast-check";
import { expect, it } from "vitest";
import { rendezvous } from "./rendezvous.js";

const nodes = (count: number): { id: string }[] => Array.from({ length: count }, (_, n) => ({ id: `node-${n}` }));
const keys = Array.from({ length: 4_000 }, (_, n) => `session-${n}`);

it("picks the same node whatever the order of the list", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 8 }), fc.string(), (ids, key) => {
      const list = ids.map((id) => ({ id }));
      return rendezvous(key, list).id === rendezvous(key, list.toReversed()).id;
    }),
  );
});

it("spreads keys evenly", () => {
  const counts = new Map<string, number>();
  for (const key of keys) {
    const { id } = rendezvous(key, nodes(4));
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(150);
});

it("moves only the keys of a node that goes", () => {
  for (const key of keys.slice(0, 500)) {
    const before = rendezvous(key, nodes(4));
    const after = rendezvous(key, nodes(3));
    if (before.id !== "node-3") expect(after.id).toBe(before.id);
  }
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { AgedMap } from "./aged-map.js";

const key = fc.integer({ min: 0, max: 8 });
const step = fc.oneof(
  fc.record({ do: fc.constant("set" as const), key, value: fc.nat(9) }),
  fc.record({ do: fc.constant("delete" as const), key }),
  fc.record({ do: fc.constant("forget" as const), count: fc.nat(4), from: fc.nat(9) }),
  fc.record({ do: fc.constant("clear" as const) }),
);

it("is a plain map whose first entries go", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 6 }), (steps, max) => {
      const plain = new Map<number, number>();
      const forgotten: number[] = [];
      const heard: number[] = [];
      const aged = new AgedMap<number, number>(max, (each) => heard.push(each));
      const forget = (count: number, isOver = (_: number): boolean => true): void => {
        for (const [first, value] of [...plain].slice(0, count)) {
          if (!isOver(value)) return;
          plain.delete(first);
          forgotten.push(first);
        }
      };
      for (const each of steps) {
        if (each.do === "set") {
          plain.delete(each.key);
          plain.set(each.key, each.value);
          forget(Math.max(0, plain.size - max));
          aged.set(each.key, each.value);
        } else if (each.do === "delete") {
          plain.delete(each.key);
          aged.delete(each.key);
        } else if (each.do === "clear") {
          plain.clear();
          aged.clear();
        } else {
          const isOver = (value: number): boolean => value >= each.from;
          forget(each.count, isOver);
          aged.forgetOldest(each.count, isOver);
        }
        expect(aged.size).toBe(plain.size);
        for (let at = 0; at <= 8; at++) expect([aged.has(at), aged.get(at)]).toEqual([plain.has(at), plain.get(at)]);
        expect(heard).toEqual(forgotten);
      }
    }),
    { numRuns: 2_000 },
  );
});

import { describe, expect, it } from "vitest";
import { composeContracts } from "./compose.js";
import { defineContract } from "./contract.js";
import { error } from "./error.js";
import { group } from "./group.js";
import { push } from "./push.js";
import { notify, request } from "./route.js";
import { createRouteTable } from "./route-table.js";

const loose = defineContract as (definition: object) => { fingerprint: string };

describe("defineContract", () => {
  it.each(["lobby", "a.b.c", ".b", "a.", "a b.c", "ä.b", "__proto__", "1.b", `a.${"b".repeat(128)}`])(
    "refuses the route name %j",
    (name) => {
      expect(() => loose({ routes: { [name]: request() } })).toThrow(/route name/);
      expect(() => loose({ pushes: { [name]: push() } })).toThrow(/route name/);
    },
  );

  it.each(["room", "ROOM-FULL", "1X", ""])("refuses the error code %j", (code) => {
    expect(() => loose({ errors: { [code]: error() } })).toThrow(/error code/);
    expect(() => loose({ routes: { "a.b": request({ errors: { [code]: error() } as never }) } })).toThrow(/error code/);
  });

  it.each(["table:{}", "table:{id", "a*b", "a#b", ""])("refuses the group pattern %j", (pattern) => {
    expect(() => loose({ groups: { [pattern]: group([]) } })).toThrow(/group pattern/);
  });

  it("fills the defaults of routes and pushes", () => {
    const contract = defineContract({
      routes: { "a.b": request(), "a.c": notify() },
      pushes: { "a.d": push() },
    });
    expect(contract.routes["a.b"]).toMatchObject({ once: false, parallel: false, rev: 1 });
    expect(contract.pushes["a.d"]).toMatchObject({ delivery: "live", rev: 1 });
  });
});

describe("the fingerprint", () => {
  const base = { routes: { "a.b": request(), "a.c": notify() }, pushes: { "a.d": push() } };

  it("doesn't depend on the order in which a contract is written", () => {
    const turned = { pushes: base.pushes, routes: { "a.c": notify(), "a.b": request() } };
    expect(defineContract(turned).fingerprint).toBe(defineContract(base).fingerprint);
  });

  it.each([
    ["a kind", { ...base, routes: { "a.b": notify(), "a.c": notify() } }],
    ["a name", { ...base, routes: { "a.x": request(), "a.c": notify() } }],
    ["a rev", { ...base, routes: { "a.b": request({ rev: 2 }), "a.c": notify() } }],
    ["a push's rev", { ...base, pushes: { "a.d": push(undefined as never, { rev: 2 }) } }],
    ["a new route", { ...base, routes: { ...base.routes, "a.z": request() } }],
  ])("changes with %s", (_what, definition) => {
    expect(loose(definition).fingerprint).not.toBe(defineContract(base).fingerprint);
  });

  it("is 64-bit FNV-1a over the sorted lines that docs/protocol.md shows", () => {
    // "notify a.c 1\npush a.d 1\nrequest a.b 1\n", hashed by an independent implementation.
    expect(defineContract(base).fingerprint).toBe(independentFnv("notify a.c 1\npush a.d 1\nrequest a.b 1\n"));
  });
});

describe("the route table", () => {
  it("numbers routes and pushes by their names, whatever order they were written in", () => {
    const { routes } = createRouteTable(
      defineContract({ routes: { "b.a": request(), "a.z": request(), "a.b": notify() } }) as never,
    );
    expect([...routes].map(({ name, number }) => [number, name])).toEqual([
      [0, "a.b"],
      [1, "a.z"],
      [2, "b.a"],
    ]);
    expect(routes.get("constructor")).toBeUndefined();
    expect(routes.at(3)).toBeUndefined();
  });
});

describe("composeContracts", () => {
  const friends = defineContract({ errors: { BLOCKED: error() }, routes: { "friends.add": request() } });
  const shop = defineContract({
    routes: { "shop.buy": request({ errors: { BROKE: error() } }) },
    pushes: { "shop.sale": push() },
  });

  it("has the routes and pushes of all parts", () => {
    const whole = composeContracts(friends, shop);
    expect(Object.keys(whole.routes)).toEqual(["friends.add", "shop.buy"]);
    expect(Object.keys(whole.pushes)).toEqual(["shop.sale"]);
  });

  it("leaves a part's contract-wide errors with that part's routes", () => {
    const { routes } = composeContracts(friends, shop);
    expect(Object.keys(routes["friends.add"].errors)).toEqual(["BLOCKED"]);
    expect(Object.keys(routes["shop.buy"].errors)).toEqual(["BROKE"]);
  });

  it("refuses a name that two parts define", () => {
    const compose = composeContracts as (...parts: object[]) => object;
    expect(() => compose(friends, friends)).toThrow(/two parts define the route "friends.add"/);
    expect(() => compose(shop, defineContract({ pushes: { "shop.sale": push() } }))).toThrow(/the push "shop.sale"/);
  });
});

/** FNV-1a in 16-bit limbs, without BigInt: another way to the same number. */
function independentFnv(text: string): string {
  let limbs = [0x2325, 0x8422, 0x9ce4, 0xcbf2];
  for (const byte of Buffer.from(text)) {
    const [a, b, c, d] = [(limbs[0] ?? 0) ^ byte, limbs[1] ?? 0, limbs[2] ?? 0, limbs[3] ?? 0];
    // The prime is 2^40 + 0x1b3.
    const sums = [a * 0x1b3, b * 0x1b3, c * 0x1b3 + a * 0x100, d * 0x1b3 + b * 0x100];
    let carry = 0;
    limbs = sums.map((sum) => {
      const total = sum + carry;
      carry = Math.floor(total / 0x10000);
      return total % 0x10000;
    });
  }
  return limbs
    .reverse()
    .map((limb) => limb.toString(16).padStart(4, "0"))
    .join("");
}

import { expect, it } from "vitest";
import { checkPlace } from "./check-redis.js";

const addresses = [{ host: "127.0.0.1", port: 7000 }];

it("takes one place of Redis, or none for the usual one", () => {
  for (const place of [{}, { url: "redis://a" }, { cluster: addresses }, { sentinel: { name: "main", addresses } }]) {
    expect(() => checkPlace(place)).not.toThrow();
  }
});

it("refuses several places, and lists without an address", () => {
  const wrong = [
    { url: "redis://a", cluster: addresses },
    { cluster: addresses, sentinel: { name: "main", addresses } },
    { cluster: [] },
    { sentinel: { name: "main", addresses: [] } },
  ];
  for (const place of wrong) expect(() => checkPlace(place)).toThrow(/redis\(\)/);
});

import { afterEach, describe, expect, it, vi } from "vitest";
import { guestIdentity, type TokenStorage } from "./guest-identity.js";

const attempt = { signal: new AbortController().signal };

function mapStorage() {
  const items = new Map<string, string>();
  const storage: TokenStorage = {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
  };
  return { items, storage };
}

const broken: TokenStorage = {
  getItem: () => {
    throw new Error("forbidden");
  },
  setItem: () => {
    throw new Error("full");
  },
};

afterEach(() => vi.unstubAllGlobals());

describe("guestIdentity", () => {
  it("is nobody at first, then whom the server made of it", async () => {
    const { storage } = mapStorage();
    const identity = guestIdentity({ storage });
    expect(await identity.get(attempt)).toBeNull();
    await identity.keep?.("token-1");
    expect(await identity.get(attempt)).toBe("token-1");
  });

  it("is the same guest after a reload", async () => {
    const { storage, items } = mapStorage();
    await guestIdentity({ storage }).keep?.("token-1");
    expect(await guestIdentity({ storage }).get(attempt)).toBe("token-1");
    expect([...items]).toEqual([["volley.guest", "token-1"]]);
  });

  it("uses the key that it is given", async () => {
    const { storage, items } = mapStorage();
    await guestIdentity({ storage, key: "duel" }).keep?.("token-1");
    expect([...items.keys()]).toEqual(["duel"]);
  });

  it("finds localStorage by itself", async () => {
    const { storage, items } = mapStorage();
    vi.stubGlobal("localStorage", storage);
    await guestIdentity().keep?.("token-1");
    expect(items.get("volley.guest")).toBe("token-1");
  });

  it.each([
    ["throws", () => guestIdentity({ storage: broken })],
    ["doesn't exist", () => guestIdentity()],
  ])("lives on in memory when the storage %s", async (_, make) => {
    vi.stubGlobal("localStorage", undefined);
    const identity = make();
    expect(await identity.get(attempt)).toBeNull();
    await identity.keep?.("token-1");
    expect(await identity.get(attempt)).toBe("token-1");
  });
});

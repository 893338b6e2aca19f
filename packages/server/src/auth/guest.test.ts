import { afterEach, describe, expect, it, vi } from "vitest";
import { guest } from "./guest.js";

const secret = "a secret of at least thirty-two characters";
const attempt = (token: string | null) => ({
  token,
  handshake: {},
  address: "",
  signal: new AbortController().signal,
});

afterEach(() => vi.useRealTimers());

describe("guest", () => {
  it("gives a newcomer an identity of its own and a token for it", () => {
    const authenticate = guest({ secret });
    const one = authenticate(attempt(null));
    const two = authenticate(attempt(null));
    expect(one.uid).toMatch(/^guest-[\w-]{22}$/);
    expect(one.uid).not.toBe(two.uid);
    expect(authenticate(attempt(one.token ?? ""))).toEqual({ uid: one.uid, guest: true, issuedAt: one.issuedAt });
  });

  it("knows its guests after a restart with the same secret, and not with another one", () => {
    const { uid, token = "" } = guest({ secret })(attempt(null));
    expect(guest({ secret })(attempt(token)).uid).toBe(uid);
    expect(guest({ secret: secret.toUpperCase() })(attempt(token)).uid).not.toBe(uid);
  });

  it("takes nobody for somebody else: a changed token makes a new guest", () => {
    const authenticate = guest({ secret });
    const victim = authenticate(attempt(null));
    const [, issuedAt = "", signature = ""] = (victim.token ?? "").split(".");
    const forged = [
      `guest-admin.${issuedAt}.${signature}`,
      `${victim.uid}.${Number(issuedAt) + 1}.${signature}`,
      `${victim.uid}.${issuedAt}.`,
      `${victim.uid}.${issuedAt}.${signature.slice(2)}`,
      `${victim.uid}`,
      "",
      "...",
      "x".repeat(4_096),
    ];
    for (const token of forged) {
      const { uid } = authenticate(attempt(token));
      expect(uid).not.toBe(victim.uid);
      expect(uid).not.toBe("guest-admin");
    }
  });

  it("lets a token run out", () => {
    vi.useFakeTimers();
    const authenticate = guest({ secret, maxAgeMs: 1_000 });
    const { uid, token = "" } = authenticate(attempt(null));
    vi.advanceTimersByTime(999);
    expect(authenticate(attempt(token)).uid).toBe(uid);
    vi.advanceTimersByTime(1);
    expect(authenticate(attempt(token)).uid).not.toBe(uid);
  });

  it("refuses a secret that can be guessed", () => {
    expect(() => guest({ secret: "short" })).toThrow(/32 characters/);
  });
});

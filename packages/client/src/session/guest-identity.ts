import type { TokenSource } from "./token-source.js";

/** What `guestIdentity` keeps its token in; `localStorage` and `sessionStorage` are such. */
export interface TokenStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** What `guestIdentity` takes. */
export interface GuestIdentityOptions {
  /** Default: `localStorage` where it exists and works, else memory. */
  readonly storage?: TokenStorage | undefined;
  /** The key of the token in that storage. Default: "volley.guest". */
  readonly key?: string | undefined;
}

/**
 * Makes a token source for players without an account: it keeps the guest token that the server hands out and
 * presents it next time. A storage that is missing, full or forbidden is replaced by memory, silently.
 */
export function guestIdentity(options: GuestIdentityOptions = {}): TokenSource {
  const { key = "volley.guest" } = options;
  let memory: string | null = null;
  return {
    get: () => attempt(() => storageOf(options).getItem(key)) ?? memory,
    keep: (token) => {
      memory = token;
      attempt(() => storageOf(options).setItem(key, token));
    },
  };
}

/** Looked at late, and inside `attempt`: merely reading `localStorage` throws where cookies are blocked. */
function storageOf({ storage }: GuestIdentityOptions): TokenStorage {
  return storage ?? localStorage;
}

function attempt<T>(run: () => T): T | null {
  try {
    return run();
  } catch {
    return null;
  }
}

import type { ResumeRequest, StreamPosition, Welcome } from "@volley/protocol/internal";
import type { TakeTabLock } from "./tab-lock.js";

/** What a session is kept in over reloads; `sessionStorage` is one. */
export interface ResumeStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** How a client goes on with its session. */
export interface ResumeOptions {
  /**
   * Keeps the session over reloads of the page: `sessionStorage`. Whoever can run code in the page can read it. Nothing
   * is kept where there are no Web Locks, which tell a reloaded tab from a duplicated one. Default: memory only.
   */
  readonly storage?: ResumeStorage | undefined;
  /** The key in that storage, one for each client of a page. Default: "volley.session". */
  readonly key?: string | undefined;
}

/** What a memory works with. */
export interface ResumeMemoryParts {
  readonly options: ResumeOptions;
  /** Where each of the streams stands that the client follows. */
  readonly positions: () => readonly (readonly [stream: string, position: StreamPosition])[];
  /** Undefined: there are no locks. */
  readonly takeLock: TakeTabLock | undefined;
}

interface Kept {
  readonly session: string;
  readonly token: string;
}

/** How long a reloaded page waits for the page before it to be gone, in ms. */
const LOCK_MS = 500;

/** Remembers what the client shows its server to go on with its session: the id and the last token. */
export class ResumeMemory {
  readonly #parts: ResumeMemoryParts;
  readonly #key: string;
  #kept: Kept | undefined;
  #isLoaded = false;
  /** The session whose lock this client has, or is about to get. */
  #locked: { readonly session: string; readonly release: Promise<(() => void) | undefined> } | undefined;

  constructor(parts: ResumeMemoryParts) {
    this.#parts = parts;
    this.#key = parts.options.key ?? "volley.session";
  }

  /** Tells what to ask for; undefined: there is nothing to go on with. Never rejects. */
  async request(mode: ResumeRequest["mode"]): Promise<ResumeRequest | undefined> {
    if (!this.#isLoaded && this.#storage !== undefined) await this.#load();
    this.#isLoaded = true;
    return this.#kept && { ...this.#kept, mode, positions: this.#parts.positions() };
  }

  /** Remembers what the server offers, before anything is sent that tells it so. */
  welcomed({ session, resume }: Pick<Welcome, "session" | "resume">): void {
    if (resume === undefined) return this.forget();
    this.#kept = { session, token: resume.token };
    if (this.#storage === undefined) return;
    if (this.#locked?.session === session) this.#store();
    else this.#lockAndStore(session);
  }

  /** Forgets the session: there is no coming back to it. */
  forget(): void {
    this.#kept = undefined;
    this.#unlock();
  }

  /** The storage, if tabs can be told apart. */
  get #storage(): ResumeStorage | undefined {
    return this.#parts.takeLock && this.#parts.options.storage;
  }

  async #load(): Promise<void> {
    const text = this.#onStorage((storage) => storage.getItem(this.#key));
    const kept = readKept(text ?? "");
    if (kept === undefined) return;
    const release = this.#lock(kept.session);
    // Another tab has it: this one was made from that one, and starts anew.
    if ((await release) === undefined) this.#unlock();
    else this.#kept ??= kept;
  }

  #lockAndStore(session: string): void {
    this.#unlock();
    void this.#lock(session).then((release) => {
      if (release !== undefined && this.#locked?.session === session) this.#store();
    });
  }

  #lock(session: string): Promise<(() => void) | undefined> {
    const release = this.#parts.takeLock?.(`${this.#key} ${session}`, LOCK_MS) ?? Promise.resolve(undefined);
    this.#locked = { session, release };
    return release;
  }

  #unlock(): void {
    void this.#locked?.release.then((release) => release?.());
    if (this.#locked !== undefined) this.#onStorage((storage) => storage.removeItem(this.#key));
    this.#locked = undefined;
  }

  #store(): void {
    if (this.#kept !== undefined) {
      const text = JSON.stringify(this.#kept);
      this.#onStorage((storage) => storage.setItem(this.#key, text));
    }
  }

  /** A storage that is full or forbidden is as good as none. */
  #onStorage<T>(use: (storage: ResumeStorage) => T): T | undefined {
    const storage = this.#storage;
    try {
      return storage && use(storage);
    } catch {
      return undefined;
    }
  }
}

function readKept(text: string): Kept | undefined {
  try {
    const { session, token } = JSON.parse(text) as Partial<Record<string, unknown>>;
    return typeof session === "string" && typeof token === "string" ? { session, token } : undefined;
  } catch {
    return undefined;
  }
}

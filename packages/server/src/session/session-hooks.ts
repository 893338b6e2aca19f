import type { AnyContract, Ending } from "@volley/protocol";
import type { Tasks } from "../base/tasks.js";
import { type Unsubscribe, unsubscribe } from "../base/unsubscribe.js";
import type { Session } from "./session.js";

type AnySession = Session<AnyContract>;
/** Runs when a session opens or is bound; throwing refuses it. */
export type SessionHook = (session: AnySession) => unknown;
/** Runs before a session is bound; throwing refuses the uid. */
export type BindHook = (session: AnySession, uid: string) => unknown;
/** Runs when a session has ended. */
export type CloseHook = (session: AnySession, ending: Ending) => unknown;

/** A used-up resume token was presented: somebody may have copied it. */
export interface Revoked {
  readonly session: string;
  /** The user of that session; undefined: nobody in particular. */
  readonly uid: string | undefined;
  /** The address that presented it: the user's or the thief's. */
  readonly address: string;
}

/** A client doesn't read as fast as it is written to. */
export interface Slow {
  /** What waits for it, in bytes and in messages. */
  readonly bytes: number;
  readonly messages: number;
  /** How long it has taken nothing of that, in ms. */
  readonly ms: number;
  /** Whether its connection ends, as `slow`; else it only gets no `volatile` pushes, and the newest of `latest` ones. */
  readonly givenUp: boolean;
}

/** What an app does whenever any session opens, is bound, or ends. Hooks run one after another, in their order. */
export class SessionHooks {
  readonly #tasks: Tasks;
  readonly #open = new Set<SessionHook>();
  readonly #beforeBind = new Set<BindHook>();
  readonly #afterBind = new Set<SessionHook>();
  readonly #resumed = new Set<SessionHook>();
  readonly #refreshed = new Set<SessionHook>();
  readonly #revoked = new Set<(revoked: Revoked) => unknown>();
  readonly #slow = new Set<(session: AnySession, slow: Slow) => unknown>();
  readonly #close = new Set<CloseHook>();

  constructor(tasks: Tasks) {
    this.#tasks = tasks;
  }

  onOpen(hook: SessionHook): Unsubscribe {
    return subscribe(this.#open, hook);
  }
  onBeforeBind(hook: BindHook): Unsubscribe {
    return subscribe(this.#beforeBind, hook);
  }
  onAfterBind(hook: SessionHook): Unsubscribe {
    return subscribe(this.#afterBind, hook);
  }
  onResumed(hook: SessionHook): Unsubscribe {
    return subscribe(this.#resumed, hook);
  }
  onRefreshed(hook: SessionHook): Unsubscribe {
    return subscribe(this.#refreshed, hook);
  }
  onRevoked(hook: (revoked: Revoked) => unknown): Unsubscribe {
    return subscribe(this.#revoked, hook);
  }
  onSlow(hook: (session: AnySession, slow: Slow) => unknown): Unsubscribe {
    return subscribe(this.#slow, hook);
  }
  onClose(hook: CloseHook): Unsubscribe {
    return subscribe(this.#close, hook);
  }

  async opened(session: AnySession): Promise<void> {
    for (const hook of this.#open) await hook(session);
  }
  async resumed(session: AnySession): Promise<void> {
    for (const hook of this.#resumed) await hook(session);
  }
  async refreshed(session: AnySession): Promise<void> {
    for (const hook of this.#refreshed) await hook(session);
  }
  async binding(session: AnySession, uid: string): Promise<void> {
    for (const hook of this.#beforeBind) await hook(session, uid);
  }
  async bound(session: AnySession): Promise<void> {
    for (const hook of this.#afterBind) await hook(session);
  }

  /** Tells that somebody presented a used-up token. */
  revoked(revoked: Revoked): void {
    for (const hook of this.#revoked) this.#tasks.run("a hook of onSessionRevoked", () => hook(revoked));
  }

  /** Tells that a client doesn't keep up. */
  slow(session: AnySession, slow: Slow): void {
    for (const hook of this.#slow) this.#tasks.run("a hook of onSessionSlow", () => hook(session, slow));
  }

  /** The end can't be refused: each hook runs, whatever the others throw. */
  closed(session: AnySession, ending: Ending): void {
    for (const hook of this.#close) this.#tasks.run("a hook of onSessionClose", () => hook(session, ending));
  }
}

/** Wraps each hook, so that one function registered twice runs twice, and each can be undone alone. */
function subscribe<Hook extends (...args: never[]) => unknown>(hooks: Set<Hook>, hook: Hook): Unsubscribe {
  const own = ((...args: Parameters<Hook>) => hook(...args)) as Hook;
  hooks.add(own);
  return unsubscribe(() => void hooks.delete(own));
}

import type { Result } from "@volley/protocol";
import { systemError } from "@volley/protocol/internal";
import type { Status } from "../connection/status.js";
import type { PushMeta } from "../pushes/push-meta.js";
import type { Resync } from "../pushes/resync.js";
import type { UntypedClient } from "./untyped-client.js";

/** What a component's latest render says about its state. */
export interface PushStateRules {
  readonly reduce: (state: unknown, data: unknown, meta: PushMeta) => unknown;
  readonly snapshot: ((context: { client: UntypedClient; signal: AbortSignal }) => unknown) | undefined;
}

/** What a push store needs. */
export interface PushStorePorts {
  readonly client: UntypedClient;
  readonly push: string;
  /** Tells whether a resync is about the push. */
  readonly isAbout: (resync: Resync) => boolean;
  readonly initial: unknown;
  readonly rules: { readonly current: PushStateRules };
}

type Heard = readonly [data: unknown, meta: PushMeta];

/** How many pushes may wait for a snapshot: one that never ends must not take all memory. */
const MAX_WAITING = 10_000;

/** The state of one `usePushState`: what the pushes make of `initial`, or of the connection's snapshot. */
export class PushStore {
  readonly #ports: PushStorePorts;
  #seen: Result<unknown, unknown>;
  #listener: () => void = () => {};
  #loading: AbortController | undefined;
  /** The pushes that wait for a snapshot; undefined when they needn't. */
  #waiting: Heard[] | undefined;

  constructor(ports: PushStorePorts) {
    this.#ports = ports;
    this.#seen = { ok: true, data: ports.initial };
  }

  /** Follows the pushes until it is undone, and calls the listener after each change. React has one listener only. */
  readonly subscribe = (listener: () => void): (() => void) => {
    const { client, push, isAbout } = this.#ports;
    this.#listener = listener;
    const stopListening = client.onPush(push, (data, meta) => this.#hear([data, meta]));
    const stopResyncing = client.onResync((resync) => {
      if (isAbout(resync)) this.#follow(client.status);
    });
    const stopFollowing = client.onStatus((status) => this.#follow(status));
    this.#follow(client.status);
    return () => {
      stopListening();
      stopResyncing();
      stopFollowing();
      this.#loading?.abort();
    };
  };

  /** Gives the state, or what failed: the same object until something changes. */
  readonly getSeen = (): Result<unknown, unknown> => this.#seen;

  /** Starts anew: what was said on another connection, or before a gap, is older than the snapshot to come. */
  #follow({ state }: Status): void {
    this.#loading?.abort();
    const { snapshot } = this.#ports.rules.current;
    this.#waiting = snapshot && [];
    if (snapshot === undefined || state !== "ready") return;
    this.#loading = new AbortController();
    void this.#load(this.#loading.signal);
  }

  async #load(signal: AbortSignal): Promise<void> {
    try {
      // A turn later StrictMode has undone its first mount, for which nobody needs to be asked.
      await Promise.resolve();
      if (signal.aborted) return;
      const state = await this.#ports.rules.current.snapshot?.({ client: this.#ports.client, signal });
      if (signal.aborted) return;
      const waiting = this.#waiting ?? [];
      this.#waiting = undefined;
      this.#apply(state, waiting);
    } catch (error) {
      if (!signal.aborted) this.#show({ ok: false, error });
    }
  }

  #hear(heard: Heard): void {
    if (!this.#seen.ok) return;
    if (this.#waiting === undefined) this.#apply(this.#seen.data, [heard]);
    else if (this.#waiting.length < MAX_WAITING) this.#waiting.push(heard);
    else this.#giveUp();
  }

  #giveUp(): void {
    this.#loading?.abort();
    const message = `the snapshot took so long that ${MAX_WAITING} pushes ${this.#ports.push} wait for it`;
    this.#show({ ok: false, error: systemError("BUSY", message) });
  }

  #apply(before: unknown, pushes: readonly Heard[]): void {
    const { reduce } = this.#ports.rules.current;
    try {
      this.#show({ ok: true, data: pushes.reduce((state, [data, meta]) => reduce(state, data, meta), before) });
    } catch (error) {
      this.#show({ ok: false, error });
    }
  }

  #show(seen: Result<unknown, unknown>): void {
    if (seen.ok && this.#seen.ok && Object.is(seen.data, this.#seen.data)) return;
    this.#seen = seen;
    this.#listener();
  }
}

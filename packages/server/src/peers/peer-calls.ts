import type { VolleyError } from "@volley/protocol";
import type { Cancel } from "@volley/protocol/internal";

/**
 * How a call to another node ended. "lost": no answer will come. `started: "no"` means surely not: it may be sent to
 * somebody else; "unknown" means that the other node may have done it.
 */
export type PeerOutcome =
  | { readonly type: "reply"; readonly head: unknown; readonly payload: Uint8Array }
  | { readonly type: "error"; readonly error: VolleyError }
  | { readonly type: "timeout" }
  | { readonly type: "lost"; readonly started: "no" | "unknown" };

/** A call that waits for its answer. */
export interface WaitingCall {
  readonly id: number;
  readonly node: string;
  readonly settle: (outcome: PeerOutcome) => void;
  readonly stopTimer: Cancel;
}

/** The calls of this node to others that have no answer yet, by id and by node. */
export class PeerCalls {
  readonly #byId = new Map<number, WaitingCall>();
  readonly #byNode = new Map<string, Set<WaitingCall>>();

  get size(): number {
    return this.#byId.size;
  }

  waitsFor(node: string): boolean {
    return this.#byNode.has(node);
  }

  /** Lists the ids of the calls to a node. */
  idsOf(node: string): readonly number[] {
    return [...(this.#byNode.get(node) ?? [])].map(({ id }) => id);
  }

  add(call: WaitingCall): void {
    this.#byId.set(call.id, call);
    const own = this.#byNode.get(call.node);
    if (own === undefined) this.#byNode.set(call.node, new Set([call]));
    else own.add(call);
  }

  /** Ends a call, once: an answer of another node than the one it was sent to, or a late one, changes nothing. */
  settle(id: number, outcome: PeerOutcome, from?: string): void {
    const call = this.#byId.get(id);
    if (call === undefined || (from !== undefined && from !== call.node)) return;
    this.#byId.delete(id);
    const own = this.#byNode.get(call.node);
    own?.delete(call);
    if (own?.size === 0) this.#byNode.delete(call.node);
    call.stopTimer();
    call.settle(outcome);
  }

  /** Ends all calls to a node, or those that it says it doesn't answer, in the order they were made. */
  loseNode(node: string, ids = this.idsOf(node)): void {
    for (const id of ids) this.settle(id, { type: "lost", started: "unknown" }, node);
  }

  /** Ends all calls but those to `except`. */
  loseAll(except?: string): void {
    for (const node of [...this.#byNode.keys()]) if (node !== except) this.loseNode(node);
  }
}

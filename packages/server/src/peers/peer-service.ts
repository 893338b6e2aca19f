import { VolleyError } from "@volley/protocol";
import { systemError, toWireError, type WireError } from "@volley/protocol/internal";
import type { ClusterTime } from "../cluster/cluster-time.js";
import { EMPTY, type PeerMessage } from "./peer-message.js";

/** A call of another node. It must be answered exactly once, with `reply` or `fail`; further answers are dropped. */
export interface PeerCall {
  readonly from: string;
  readonly head: unknown;
  readonly payload: Uint8Array;
  readonly context: Uint8Array;
  /** How long the caller still waits, in ms. */
  readonly remainingMs: number;
  /** When that ends, in cluster time. */
  readonly deadline: number;
  reply(payload?: Uint8Array, head?: unknown): void;
  /** `notStarted`: nothing was done for it, so that another node may be asked. */
  fail(error: VolleyError, how?: { readonly notStarted: boolean }): void;
  /** Calls the handler if the caller takes the call back, or its node is gone. */
  onCancel(handler: (why: string) => void): void;
}

/** Takes the calls of one method. What it throws answers the call. */
export type PeerHandler = (call: PeerCall) => void;
/** Takes what other nodes tell without waiting for an answer. */
export type PostHandler = (from: string, head: unknown, payload: Uint8Array) => void;

/** Calls being served, of one other node: how each is told that nobody waits any more. */
type Served = Map<number, (why: string) => void>;

/** The answering half of `Peers`: finds the handler of each call, and sees to it that each is answered once. */
export class PeerService {
  readonly #time: ClusterTime;
  readonly #send: (node: string, message: PeerMessage) => void;
  readonly #handlers = new Map<string, PeerHandler>();
  readonly #postHandlers = new Map<string, PostHandler>();
  readonly #served = new Map<string, Served>();

  constructor(time: ClusterTime, send: (node: string, message: PeerMessage) => void) {
    this.#time = time;
    this.#send = send;
  }

  /** How many calls are being served. */
  get size(): number {
    return [...this.#served.values()].reduce((sum, { size }) => sum + size, 0);
  }

  serve(method: string, handler: PeerHandler): void {
    this.#handlers.set(method, handler);
  }
  servePosts(method: string, handler: PostHandler): void {
    this.#postHandlers.set(method, handler);
  }

  take(from: string, message: PeerMessage & { kind: "call" }): void {
    const handler = this.#handlers.get(message.method);
    const call = this.#open(from, message);
    if (call.remainingMs <= 0) return call.fail(systemError("TIMEOUT", "its time was over before it could start"));
    if (handler === undefined) return call.fail(systemError("UNSUPPORTED", `this node doesn't know ${message.method}`));
    try {
      handler(call);
    } catch (error) {
      call.fail(VolleyError.from(error));
    }
  }

  takePost(from: string, { method, head, payload }: PeerMessage & { kind: "post" }): void {
    this.#postHandlers.get(method)?.(from, head, payload);
  }

  cancel(from: string, id: number): void {
    this.#served.get(from)?.get(id)?.("the caller took it back");
  }

  /** Tells a node which of the calls it waits for aren't served here: never arrived, or their answers got lost. */
  tellLost(node: string, waiting: readonly number[]): void {
    const served = this.#served.get(node);
    const ids = waiting.filter((id) => served?.has(id) !== true);
    // An answer that is on its way leaves ahead of this.
    if (ids.length > 0) this.#send(node, { kind: "lost", ids });
  }

  nodeLeft(node: string): void {
    for (const cancel of [...(this.#served.get(node)?.values() ?? [])]) cancel("the node that asked is gone");
  }

  #open(from: string, { id, head, payload, context, deadline }: PeerMessage & { kind: "call" }): PeerCall {
    let cancelled: string | undefined;
    let onCancel: ((why: string) => void) | undefined;
    const served: Served = this.#served.get(from) ?? new Map();
    this.#served.set(from, served);
    served.set(id, (why) => {
      cancelled ??= why;
      onCancel?.(why);
    });
    return {
      from,
      head,
      payload,
      context,
      deadline,
      remainingMs: deadline - this.#time.now(),
      reply: (reply = EMPTY, replyHead = null) => {
        if (this.#close(from, id)) this.#send(from, { kind: "reply", id, head: replyHead, payload: reply });
      },
      fail: (error, { notStarted = false } = { notStarted: false }) => {
        if (this.#close(from, id)) this.#sendError(from, id, { error, notStarted });
      },
      onCancel: (handler) => {
        onCancel = handler;
        if (cancelled !== undefined) handler(cancelled);
      },
    };
  }

  /** An error's data comes from handlers; if it can't be written as JSON the rest still goes out. */
  #sendError(node: string, id: number, refusal: { readonly error: VolleyError; readonly notStarted: boolean }): void {
    const wire: WireError = { ...toWireError(refusal.error), ...(refusal.notStarted ? { notStarted: true } : {}) };
    try {
      this.#send(node, { kind: "error", id, error: wire });
    } catch {
      const { data: _, ...rest } = wire;
      this.#send(node, { kind: "error", id, error: rest });
    }
  }

  /** False if it was answered already. */
  #close(from: string, id: number): boolean {
    const served = this.#served.get(from);
    const open = served?.delete(id) ?? false;
    if (served?.size === 0) this.#served.delete(from);
    return open;
  }
}

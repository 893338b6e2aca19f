import { type Cancel, type Clock, type Deadlines, fromWireError, isNotStarted } from "@volley/protocol/internal";
import type { FlushScheduler } from "../base/flush-scheduler.js";
import type { Logger } from "../base/logger.js";
import type { Unsubscribe } from "../base/unsubscribe.js";
import type { Bus } from "../cluster/bus.js";
import type { ClusterTime } from "../cluster/cluster-time.js";
import { decodePeerBatch, type EncodedMessage, encodePeerBatch } from "./peer-batch.js";
import { PeerCalls, type PeerOutcome } from "./peer-calls.js";
import { PeerGaps } from "./peer-gaps.js";
import { EMPTY, type PeerMessage } from "./peer-message.js";
import { PeerOutbox } from "./peer-outbox.js";
import { type PeerHandler, PeerService, type PostHandler } from "./peer-service.js";
import { PeerWatch } from "./peer-watch.js";

/** What peers work with. */
export interface PeersParts {
  /** This node's id. */
  readonly node: string;
  readonly bus: Bus;
  /** The channel of a node's messages. */
  readonly inboxOf: (node: string) => string;
  readonly time: ClusterTime;
  readonly clock: Clock;
  readonly deadlines: Deadlines;
  readonly scheduler: FlushScheduler;
  readonly logger: Logger;
}

/** A call to another node. */
export interface PeerRequest {
  readonly node: string;
  readonly method: string;
  readonly head: unknown;
  readonly payload?: Uint8Array | undefined;
  readonly context?: Uint8Array | undefined;
  /** How long the answer is waited for, in ms. */
  readonly timeoutMs: number;
  /** Called exactly once, never inside `call`. */
  readonly settle: (outcome: PeerOutcome) => void;
}

/** So many calls may wait for answers of other nodes; more are refused. */
const MAX_WAITING = 20_000;

/**
 * Asks other nodes and answers them. Everything to one node leaves in the order written, one publish per tick; each
 * call ends exactly once: with its answer, when its time is over, or as soon as it is known that none will come.
 */
export class Peers {
  readonly #parts: PeersParts;
  readonly #calls = new PeerCalls();
  readonly #watch: PeerWatch;
  readonly #outboxes = new Map<string, PeerOutbox>();
  readonly #service: PeerService;
  readonly #gaps: PeerGaps;
  readonly #undo: Unsubscribe[] = [];
  #nextId = 1;
  #dropped = 0;

  constructor(parts: PeersParts) {
    this.#parts = parts;
    this.#service = new PeerService(parts.time, (node, message) => this.#send(node, message));
    this.#gaps = new PeerGaps(parts.clock);
    this.#watch = new PeerWatch({
      clock: parts.clock,
      ping: (node) => this.#send(node, { kind: "ping" }),
      waitsFor: (node) => this.#calls.waitsFor(node),
    });
  }

  /** How many messages were no messages, since the start. */
  get dropped(): number {
    return this.#dropped;
  }

  /** How many calls of nodes are being served here. */
  get serving(): number {
    return this.#service.size;
  }

  /** Starts to listen. Rejects with `UNAVAILABLE`. */
  async start(): Promise<void> {
    const { bus, inboxOf, node } = this.#parts;
    this.#undo.push(await bus.subscribe(inboxOf(node), (message) => this.#receive(message)));
    // Answers that are published meanwhile are lost, those to us and those that we give: nobody should wait for them.
    this.#undo.push(bus.onChange((up) => (up ? this.#gaps.mended() : this.#calls.loseAll(node))));
  }

  serve(method: string, handler: PeerHandler): void {
    this.#service.serve(method, handler);
  }
  servePosts(method: string, handler: PostHandler): void {
    this.#service.servePosts(method, handler);
  }

  /** Asks a node. The returned function takes the call back: the other node is told, and answers as soon as it can. */
  call(request: PeerRequest): Cancel {
    const { node, method, head, payload = EMPTY, context = EMPTY, timeoutMs, settle } = request;
    if (!this.#reaches(node) || this.#calls.size >= MAX_WAITING) {
      queueMicrotask(() => settle({ type: "lost", started: "no" }));
      return () => {};
    }
    const id = this.#nextId++;
    const deadline = Math.round(this.#parts.time.now() + timeoutMs);
    const stopTimer = this.#parts.deadlines.add(timeoutMs, () => this.#calls.settle(id, { type: "timeout" }));
    this.#calls.add({ id, node, settle, stopTimer });
    this.#watch.asked(node);
    this.#send(node, { kind: "call", id, method, deadline, head, payload, context });
    return () => this.#send(node, { kind: "cancel", id });
  }

  /** Tells a node something; nobody knows whether it arrives. */
  post(node: string, method: string, head: unknown, payload: Uint8Array = EMPTY): void {
    if (this.#reaches(node)) this.#send(node, { kind: "post", method, head, payload });
  }

  /** Publishes what waits for the end of the tick, so that something else may follow it. */
  flush(): void {
    for (const outbox of this.#outboxes.values()) outbox.flush();
  }

  /** Whether a node takes messages and doesn't answer. */
  isSuspect(node: string): boolean {
    return this.#watch.isSuspect(node);
  }

  /** Tells that a node is gone: its calls to us are taken back, ours to it are lost. */
  nodeLeft(node: string): void {
    this.#watch.forget(node);
    this.#gaps.forget(node);
    this.#outboxes.get(node)?.flush();
    this.#outboxes.delete(node);
    this.#calls.loseNode(node);
    this.#service.nodeLeft(node);
  }

  close(): void {
    for (const undo of this.#undo.splice(0)) undo();
    this.flush();
    this.#calls.loseAll();
    this.#watch.close();
    this.#gaps.close();
    this.#outboxes.clear();
  }

  #reaches(node: string): boolean {
    return node === this.#parts.node || this.#parts.bus.up;
  }

  #send(node: string, message: PeerMessage): void {
    let outbox = this.#outboxes.get(node);
    if (outbox === undefined) {
      outbox = new PeerOutbox(this.#parts.scheduler, (messages, calls) => this.#publish(node, messages, calls));
      this.#outboxes.set(node, outbox);
    }
    outbox.push(message);
  }

  #publish(node: string, messages: readonly EncodedMessage[], calls: readonly number[]): void {
    const batch = encodePeerBatch({ from: this.#parts.node, gaps: this.#gaps.own }, messages);
    const lose = (started: "no" | "unknown"): void => {
      for (const id of calls) this.#calls.settle(id, { type: "lost", started });
    };
    // What a node says to itself takes no way that could be cut.
    if (node === this.#parts.node) return queueMicrotask(() => this.#receive(batch));
    if (!this.#parts.bus.up) return lose("no");
    this.#parts.bus.publish(this.#parts.inboxOf(node), batch).then(
      (receivers) => {
        if (receivers !== 0) return;
        this.#watch.deaf(node);
        lose("no");
        // What it got earlier it can't answer either.
        this.#calls.loseNode(node);
      },
      () => {
        this.#gaps.lost(node);
        lose("unknown");
      },
    );
  }

  #receive(bytes: Uint8Array): void {
    const batch = decodePeerBatch(bytes);
    if (batch === undefined) {
      this.#dropped++;
      this.#parts.logger.debug("a message of another node could not be read", { bytes: bytes.length });
      return;
    }
    this.#watch.heard(batch.from);
    for (const message of batch.messages) this.#take(batch.from, message);
    this.#askAfterGap(batch.from, batch.gaps);
  }

  /** What we asked a node may have been lost on the way, or its answer: it knows, as all that we sent comes in order. */
  #askAfterGap(node: string, gaps: number): void {
    if (!this.#gaps.learn(node, gaps) || node === this.#parts.node || !this.#calls.waitsFor(node)) return;
    this.#send(node, { kind: "waiting", ids: this.#calls.idsOf(node) });
  }

  #take(from: string, message: PeerMessage): void {
    switch (message.kind) {
      case "call":
        return this.#service.take(from, message);
      case "post":
        return this.#service.takePost(from, message);
      case "reply":
        return this.#calls.settle(message.id, { type: "reply", head: message.head, payload: message.payload }, from);
      case "error":
        return this.#calls.settle(message.id, readFailure(message.error), from);
      case "cancel":
        return this.#service.cancel(from, message.id);
      case "waiting":
        return this.#service.tellLost(from, message.ids);
      case "lost":
        return this.#calls.loseNode(from, message.ids);
      case "ping":
        return this.#send(from, { kind: "pong" });
      case "pong":
        return;
    }
  }
}

/** What another node refused before it began may be asked of a third. */
function readFailure(error: unknown): PeerOutcome {
  if (typeof error === "object" && error !== null && isNotStarted(error)) return { type: "lost", started: "no" };
  return { type: "error", error: fromWireError(error) };
}

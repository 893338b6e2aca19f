import { type Serializer, VolleyError } from "@volley/protocol";
import { type Cancel, type Deadlines, parse, systemError } from "@volley/protocol/internal";
import { traceId } from "../base/ids.js";
import type { Logger } from "../base/logger.js";
import type { NodeInfo } from "../cluster/node-info.js";
import type { ForwardAnswer, Forwarded } from "../dispatch/forward-message.js";
import type { UnderWay } from "../dispatch/session-calls.js";
import { refusalOf } from "../once/once-outcome.js";
import type { PeerOutcome } from "../peers/peer-calls.js";
import type { Peers } from "../peers/peers.js";
import type { LiveSession } from "../session/live-session.js";
import type { WatchCall, WatchedCall } from "../traces/watch-calls.js";
import type { LaneMessage } from "./forward-lane.js";
import type { RouteHead } from "./route-head.js";
import type { Router } from "./router.js";

/** What forwarded calls work with. */
export interface ForwardedCallParts {
  readonly peers: Peers;
  readonly router: Router;
  readonly deadlines: Deadlines;
  readonly now: () => number;
  readonly serializer: Serializer;
  readonly logger: Logger;
  /** How long a message may take from its arrival here to its answer, in ms. */
  readonly timeoutMs: number;
  /** Follows them; left out: nobody wants to know. */
  readonly watchForward?: WatchCall | undefined;
}

/** The method by which nodes hand on messages of clients. */
export const ROUTE_METHOD = "route";

/** So many nodes are tried for one message, as long as none of them can have started it. */
const MAX_TRIES = 3;

/** One message of a client on its way to another node and back. It settles once: its time runs from its arrival here. */
export class ForwardedCall implements LaneMessage, UnderWay {
  readonly order: number;
  readonly #parts: ForwardedCallParts;
  readonly #message: Forwarded;
  readonly #session: LiveSession;
  readonly #onSettled: (answer: ForwardAnswer) => void;
  readonly #endsAt: number;
  readonly #stopTimer: Cancel;
  readonly #watched: WatchedCall | undefined;
  readonly #tried = new Set<string>();
  #takeBack: Cancel | undefined;
  /** Whether a node that is gone may have started it. */
  #mayHaveStarted = false;
  #settled = false;

  constructor(
    call: {
      readonly message: Forwarded;
      readonly session: LiveSession;
      readonly order: number;
      readonly settle: (answer: ForwardAnswer) => void;
    },
    parts: ForwardedCallParts,
  ) {
    this.order = call.order;
    this.#message = call.message;
    this.#session = call.session;
    this.#onSettled = call.settle;
    this.#parts = parts;
    const { route, trace } = call.message;
    this.#watched = parts.watchForward?.({ name: route.service, parent: trace });
    this.#endsAt = parts.now() + parts.timeoutMs;
    this.#stopTimer = parts.deadlines.add(parts.timeoutMs, () => this.#timedOut());
  }

  get settled(): boolean {
    return this.#settled;
  }

  pick(current: string | undefined): NodeInfo | undefined {
    const { route } = this.#message;
    try {
      const session = this.#session;
      const call = { route: route.name, session, currentId: current, input: () => this.#input() };
      const node = this.#tried.size < MAX_TRIES ? this.#parts.router.pick(route.service, call, this.#tried) : undefined;
      if (node === undefined) this.#failLater(this.#refusal(`no node serves "${route.service}" now`));
      return node;
    } catch (thrown) {
      this.#failLater(this.#hide(thrown, `the routing of "${route.service}" failed`));
      return undefined;
    }
  }

  send(node: NodeInfo, over: (again: boolean) => void): void {
    const { route, payload } = this.#message;
    const { trace } = this.#watched ?? this.#message;
    const { name, definition } = route;
    this.#tried.add(node.id);
    const { id: session, generation, version } = this.#session;
    const { kind, rev } = definition;
    const head: RouteHead = { route: name, kind, rev, session, generation, version, trace, ...this.#mark() };
    let context: Uint8Array;
    try {
      context = this.#session.snapshot;
    } catch (thrown) {
      this.#failLater(this.#hide(thrown, "the session's data, claims or handshake can't be written as JSON"));
      return queueMicrotask(() => over(false));
    }
    this.#takeBack = this.#parts.peers.call({
      node: node.id,
      method: ROUTE_METHOD,
      head,
      payload,
      context,
      timeoutMs: Math.max(1, this.#endsAt - this.#parts.now()),
      settle: (outcome) => over(this.#take(outcome)),
    });
  }

  /** Nobody waits for it any more; the node that has it is told. */
  abort(): void {
    this.#takeBack?.();
    this.#settle({ type: "cancelled" });
  }

  /** Forgets a message that was never taken. */
  drop(): void {
    this.#watched?.over("BUSY");
    this.#settled = true;
    this.#stopTimer();
  }

  /** Tells whether it should go to another node. */
  #take(outcome: PeerOutcome): boolean {
    this.#takeBack = undefined;
    if (outcome.type === "lost" && !this.#settled) {
      if (outcome.started === "no") return true;
      // The next node finds out whether it ran: the claim decides.
      this.#mayHaveStarted = this.#message.once !== undefined;
      if (this.#mayHaveStarted) return true;
    }
    if (outcome.type === "reply") this.#settle({ type: "reply", payload: outcome.payload });
    else if (outcome.type === "error") this.#fail(outcome.error);
    else if (outcome.type === "timeout") this.#timedOut();
    else
      this.#fail(
        systemError("DISCONNECTED", "the node that had this message is gone, or its answer", { data: { sent: true } }),
      );
    return false;
  }

  #timedOut(): void {
    this.#takeBack?.();
    const { name } = this.#message.route;
    this.#fail(systemError("TIMEOUT", `${name} was not answered within ${this.#parts.timeoutMs} ms`));
  }

  /** What the next node is told of a `once` request; behind a node that is gone it counts as sent again. */
  #mark(): Pick<RouteHead, "once"> {
    const { once } = this.#message;
    if (once === undefined) return {};
    const { client, mark, arrivedAt } = once;
    const isResent = mark.ageMs > 0 || this.#mayHaveStarted;
    const hereMs = Math.max(1, Math.ceil(this.#parts.now() - arrivedAt));
    return { once: { ...mark, client, ageMs: isResent ? mark.ageMs + hereMs : 0 } };
  }

  #refusal(why: string): VolleyError {
    const { once } = this.#message;
    return refusalOf(systemError("UNAVAILABLE", why), this.#mayHaveStarted || (once?.mark.ageMs ?? 0) > 0);
  }

  #input(): unknown {
    const { name, definition } = this.#message.route;
    const decoded = this.#parts.serializer.decode(this.#message.payload, { kind: definition.kind, name });
    const input = parse(definition.input, decoded, `the input of ${name}`);
    if (!(input instanceof Promise)) return input;
    input.catch(() => {});
    throw new TypeError(`${name} has an asynchronous schema: a routing can't read its input`);
  }

  /** What the app's own code threw is for the log; what Volley found in the input is for the client. */
  #hide(thrown: unknown, why: string): VolleyError {
    if (VolleyError.is(thrown)) return thrown;
    const id = traceId();
    this.#parts.logger.error(why, { route: this.#message.route.name, traceId: id, error: thrown });
    return new VolleyError("INTERNAL", "the server failed; its log has more under this trace id", { traceId: id });
  }

  #failLater(error: VolleyError): void {
    queueMicrotask(() => this.#fail(error));
  }

  #fail(error: VolleyError): void {
    this.#settle({ type: "error", error });
  }

  #settle(answer: ForwardAnswer): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#stopTimer();
    this.#watched?.over(answer.type === "reply" ? "ok" : answer.type === "error" ? answer.error.code : answer.type);
    this.#onSettled(answer);
  }
}

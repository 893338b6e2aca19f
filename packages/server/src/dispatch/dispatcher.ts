import { type Ending, type TraceContext, VolleyError } from "@volley/protocol";
import {
  encodeError,
  encodeJson,
  encodeLimited,
  encodePong,
  type Frame,
  type NotifyFrame,
  type RefreshFrame,
  type RequestFrame,
  systemError,
  toWireError,
  traceOf,
} from "@volley/protocol/internal";
import { type LimitRefusal, rateLimited } from "../limits/refusal.js";
import type { SessionLimits } from "../limits/session-limits.js";
import type { OnceCall } from "../once/once-call.js";
import { refusalOf } from "../once/once-outcome.js";
import type { LiveSession } from "../session/live-session.js";
import { ClientCaller } from "./client-caller.js";
import type { DispatchParts } from "./dispatch-parts.js";
import { draining } from "./draining.js";
import type { ForwardMessage } from "./forward-message.js";
import { GroupLane } from "./group-lane.js";
import { LimitGate } from "./limit-gate.js";
import { readOnceCall } from "./read-once-call.js";
import type { RequestWatch } from "./request-watch.js";
import { RouteCall } from "./route-call.js";
import type { Route, RouteRuntime } from "./route-runtime.js";
import { runCall } from "./run-call.js";
import { runOnce } from "./run-once.js";
import { SessionCalls } from "./session-calls.js";

/** A message of a client: a notify has no id, a `once` request its mark. */
interface Incoming {
  readonly id: number | undefined;
  readonly payload: Uint8Array;
  readonly trace: TraceContext | undefined;
  readonly once?: OnceCall | undefined;
}

/** Takes the frames of one session to their handlers, here or on other nodes, in the order that G2 promises. */
export class Dispatcher {
  readonly #session: LiveSession;
  readonly #caller: ClientCaller;
  readonly #parts: DispatchParts;
  // What few sessions need is made when they do: it would be most of what an idle one holds.
  #forward: ForwardMessage | undefined;
  readonly #calls: SessionCalls;
  #groups: GroupLane | undefined;
  readonly #limits: SessionLimits;
  #gate: LimitGate | undefined;
  readonly #watch: RequestWatch | undefined;

  constructor(session: LiveSession, parts: DispatchParts) {
    this.#session = session;
    this.#watch = parts.watchRequests?.();
    this.#caller = new ClientCaller(session, this.#watch);
    this.#parts = parts;
    this.#calls = new SessionCalls(parts.limits);
    this.#limits = parts.rates.ofSession(session);
  }

  /** Takes note that a message of so many bytes came, before it is read. */
  arrived(bytes: number): void {
    this.#limits.arrived(bytes);
  }

  /**
   * Handles one frame. Throws `BAD_REQUEST` for a breach of the protocol, which ends the session. `client`: the name
   * that stood in the hello of the connection that it came by.
   */
  receive(frame: Exclude<Frame, RefreshFrame>, client?: string): void {
    const refusal = this.#limits.frame(frame.kind);
    if (refusal !== undefined && this.#refuseFrame(frame, refusal)) return;
    switch (frame.kind) {
      case "request":
        return this.#request(frame, client);
      case "notify":
        return this.#notify(frame);
      case "group":
        this.#checkId(frame.id);
        return this.#groupLane().take(frame);
      case "cancel":
        this.#watch?.ended(frame.id, "CANCELLED");
        return this.#calls.cancel(frame.id);
      case "ping":
        return this.#session.send(encodePong(frame.id, this.#parts.now()));
      case "unknown":
        // A kind of a newer version that wants an answer gets one; others are skipped.
        if (frame.id !== undefined) this.#refuse(frame.id, systemError("UNSUPPORTED", `unknown kind ${frame.code}`));
        return;
      case "welcome":
      case "reply":
      case "error":
      case "push":
      case "pong":
      case "goodbye":
      case "position":
      case "move":
      case "left":
      case "auth":
      case "limited":
        throw systemError("BAD_REQUEST", `a client doesn't send frames of the kind ${frame.kind}`);
    }
  }

  /** Aborts the requests under way: the connection is gone over which they would be answered. */
  abortRequests(): void {
    this.#watch?.dropAll();
    this.#calls.abortRequests("the client lost its connection");
  }

  /** How many messages are under way, waiting ones included. */
  get underWay(): number {
    return this.#calls.size;
  }

  /** Resolves when all that is under way now is done. */
  settled(): Promise<void> {
    return this.#calls.settled();
  }

  /** Aborts everything that is under way: the session has ended. */
  close(): void {
    this.#watch?.dropAll();
    this.#calls.abortAll("the session has ended");
  }

  #request(frame: RequestFrame, client: string | undefined): void {
    const { id, route, payload } = frame;
    this.#checkId(id);
    const target = this.#parts.routes[route];
    this.#watch?.began(id, target?.name);
    if (target === undefined) return this.#breach(id, systemError("NOT_FOUND", `there is no route number ${route}`));
    if (target.definition.kind !== "request") {
      return this.#breach(id, systemError("BAD_REQUEST", `${target.name} is a notify route: it has no answer`));
    }
    const message = { id, payload, trace: traceOf(frame.extensions) };
    if (target.definition.once !== true) return this.#enqueue(target, message);
    try {
      this.#enqueue(target, { ...message, once: readOnceCall(frame, client, this.#parts.once) });
    } catch (thrown) {
      this.#refuse(id, VolleyError.from(thrown));
    }
  }

  #groupLane(): GroupLane {
    const parts = { caller: this.#caller, calls: this.#calls, limits: this.#limits, parts: this.#parts };
    this.#groups ??= new GroupLane(parts);
    return this.#groups;
  }

  #limitGate(): LimitGate {
    const { limits, logger } = this.#parts;
    this.#gate ??= new LimitGate({
      calls: this.#calls,
      waiting: limits.mailbox,
      failed: (error) => logger.error("a message failed behind its limits", { error }),
    });
    return this.#gate;
  }

  #checkId(id: number): void {
    if (this.#calls.has(id)) throw systemError("BAD_REQUEST", `the request id ${id} is in use`);
  }

  #notify(frame: NotifyFrame): void {
    const { route } = frame;
    const target = this.#parts.routes[route];
    this.#watch?.notified(target?.name);
    if (target?.definition.kind === "notify") {
      const { payload, extensions } = frame;
      return this.#enqueue(target, { id: undefined, payload, trace: traceOf(extensions) });
    }
    this.#breach(undefined, systemError("BAD_REQUEST", `the route number ${route} is no notify route`));
  }

  #enqueue(route: Route, message: Incoming): void {
    if (this.#calls.full) return this.#busy(message, "too many messages of this session are under way");
    const check = this.#limits.route(route.name);
    // Nearly always: it may pass, and nothing before it waits to be looked at.
    if (check === undefined && !this.#limits.isShared(route.service)) return this.#pass(route, message);
    const { id } = message;
    this.#limitGate().take({
      ...{ route, id, check },
      pass: () => this.#pass(route, message),
      refuse: (refusal) => this.#limited(id, route, refusal),
      full: () => this.#busy(message, `too many messages wait for the service ${route.service}`),
    });
  }

  #pass(route: Route, message: Incoming): void {
    const { runtime } = route;
    if (runtime === undefined || this.#parts.routed(route.service)) this.#send(route, message);
    else if (this.#parts.drained(route.service)) this.#refuseNew(message, draining(route.service));
    else this.#run(runtime, message);
  }

  #run(runtime: RouteRuntime, message: Incoming): void {
    const { id, payload, trace, once } = message;
    const call = new RouteCall(runtime, this.#session, this.#parts, trace);
    const ready = { call, runtime, payload, caller: this.#caller, timeoutMs: runtime.timeoutMs, id };
    const start = (done: () => void): void => {
      const over = (): void => {
        this.#calls.remove(call, id);
        done();
      };
      if (once === undefined || id === undefined) runCall(ready, this.#parts, over);
      else runOnce({ ...ready, id, once }, this.#parts, over);
    };
    this.#calls.add(call, id);
    if (runtime.definition.parallel) return start(() => {});
    if (this.#calls.mailbox(runtime.service).post(start)) return;
    this.#calls.remove(call, id);
    this.#busy(message, `too many messages wait for the service ${runtime.service}`);
  }

  /** Sends a message to the node that serves its route; the answer comes back undecoded. */
  #send(route: Route, message: Incoming): void {
    const { id, payload, trace, once } = message;
    this.#forward ??= this.#parts.forwardFor(this.#session);
    const sent = this.#forward({ route, payload, trace, once }, (answer) => {
      if (sent !== undefined) this.#calls.remove(sent, id);
      if (this.#caller.gone || answer.type === "cancelled") return;
      if (answer.type === "error") this.#refuse(id, answer.error);
      else if (id !== undefined) this.#caller.reply(id, answer.payload);
    });
    if (sent !== undefined) return this.#calls.add(sent, id);
    this.#busy(message, `too many messages wait for the service ${route.service}`);
  }

  /** Refuses a frame that its connection may not bring now. Pings and cancels are taken all the same, and count. */
  #refuseFrame(frame: Frame, refusal: LimitRefusal): boolean {
    if (frame.kind === "ping" || frame.kind === "cancel") {
      this.#end(this.#limits.refused("other"));
      return false;
    }
    const route = frame.kind === "notify" ? this.#parts.routes[frame.route] : undefined;
    this.#limited("id" in frame ? frame.id : undefined, route, refusal);
    return true;
  }

  /** Tells whoever asked that it was too often. It surely didn't start; of a `once` request nothing is recorded. */
  #limited(id: number | undefined, route: Route | undefined, refusal: LimitRefusal): void {
    if (id !== undefined) {
      this.#watch?.ended(id, "RATE_LIMITED");
      const error = { ...toWireError(rateLimited(refusal)), notStarted: true };
      this.#session.send(encodeError(id, encodeJson(error)));
    } else if (route !== undefined && this.#limits.tells()) {
      this.#session.send(encodeLimited(encodeJson({ route: route.name, ...refusal })));
    }
    this.#end(this.#limits.refused(id === undefined ? "notify" : "request"));
  }

  /** Refuses what doesn't fit the contract. */
  #breach(id: number | undefined, error: VolleyError): void {
    this.#refuse(id, error);
    this.#end(this.#limits.breached());
  }

  /** A session whose client may come back later waits for it. */
  #end(ending: Ending | undefined): void {
    if (ending?.reason === "banned") this.#session.close(ending);
    else if (ending !== undefined) this.#session.disconnect(ending);
  }

  #busy(message: Incoming, why: string): void {
    this.#refuseNew(message, systemError("BUSY", why));
  }

  /** Refuses what didn't start. A `once` request that was sent before may have, elsewhere. */
  #refuseNew({ id, once }: Incoming, error: VolleyError): void {
    this.#refuse(id, refusalOf(error, once !== undefined && once.mark.ageMs > 0));
  }

  /** A refused notify has nobody to tell, so the log gets a line. */
  #refuse(id: number | undefined, error: VolleyError): void {
    if (id !== undefined) return this.#caller.fail(id, error);
    this.#parts.logger.debug("a notify was refused", { session: this.#session.id, code: error.code });
  }
}

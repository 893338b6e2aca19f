import type { VolleyError } from "@volley/protocol";
import {
  encodePong,
  type Frame,
  type NotifyFrame,
  type RequestFrame,
  systemError,
  traceOf,
} from "@volley/protocol/internal";
import type { LiveSession } from "../session/live-session.js";
import { ClientCaller } from "./client-caller.js";
import type { DispatchParts } from "./dispatch-parts.js";
import type { ForwardMessage } from "./forward-message.js";
import { RouteCall } from "./route-call.js";
import type { Route, RouteRuntime } from "./route-runtime.js";
import { runCall } from "./run-call.js";
import { SessionCalls } from "./session-calls.js";

/** What a client sends to a route. */
type Sent = RequestFrame | NotifyFrame;

/** Takes the frames of one session to their handlers, here or on other nodes, in the order that G2 promises. */
export class Dispatcher {
  readonly #session: LiveSession;
  readonly #caller: ClientCaller;
  readonly #parts: DispatchParts;
  readonly #forward: ForwardMessage;
  readonly #calls: SessionCalls;

  constructor(session: LiveSession, parts: DispatchParts) {
    this.#session = session;
    this.#caller = new ClientCaller(session);
    this.#parts = parts;
    this.#forward = parts.forwardFor(session);
    this.#calls = new SessionCalls(parts.limits);
  }

  /** Handles one frame. Throws `BAD_REQUEST` for a breach of the protocol, which ends the session. */
  receive(frame: Frame): void {
    switch (frame.kind) {
      case "request":
        return this.#request(frame);
      case "notify":
        return this.#notify(frame);
      case "cancel":
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
        throw systemError("BAD_REQUEST", `a client doesn't send frames of the kind ${frame.kind}`);
    }
  }

  /** Aborts the requests under way: the connection is gone over which they would be answered. */
  abortRequests(): void {
    this.#calls.abortRequests("the client lost its connection");
  }

  /** Resolves when all that is under way now is done. */
  settled(): Promise<void> {
    return this.#calls.settled();
  }

  /** Aborts everything that is under way: the session has ended. */
  close(): void {
    this.#calls.abortAll("the session has ended");
  }

  #request(frame: RequestFrame): void {
    const { id, route } = frame;
    if (this.#calls.has(id)) throw systemError("BAD_REQUEST", `the request id ${id} is in use`);
    const target = this.#parts.routes[route];
    if (target === undefined) return this.#refuse(id, systemError("NOT_FOUND", `there is no route number ${route}`));
    if (target.definition.kind !== "request") {
      return this.#refuse(id, systemError("BAD_REQUEST", `${target.name} is a notify route: it has no answer`));
    }
    this.#enqueue(target, id, frame);
  }

  #notify(frame: NotifyFrame): void {
    const { route } = frame;
    const target = this.#parts.routes[route];
    if (target?.definition.kind === "notify") return this.#enqueue(target, undefined, frame);
    this.#refuse(undefined, systemError("BAD_REQUEST", `the route number ${route} is no notify route`));
  }

  #enqueue(route: Route, id: number | undefined, frame: Sent): void {
    if (this.#calls.full)
      return this.#refuse(id, systemError("BUSY", "too many messages of this session are under way"));
    const { runtime } = route;
    if (runtime === undefined || this.#parts.routed(route.service)) this.#send(route, id, frame);
    else this.#run(runtime, id, frame);
  }

  #run(runtime: RouteRuntime, id: number | undefined, { payload, extensions }: Sent): void {
    const call = new RouteCall(runtime, this.#session, this.#parts, traceOf(extensions));
    const start = (done: () => void): void => {
      runCall({ call, runtime, payload, id, caller: this.#caller, timeoutMs: runtime.timeoutMs }, this.#parts, () => {
        this.#calls.remove(call, id);
        done();
      });
    };
    this.#calls.add(call, id);
    if (runtime.definition.parallel) return start(() => {});
    if (this.#calls.mailbox(runtime.service).post(start)) return;
    this.#calls.remove(call, id);
    this.#refuse(id, systemError("BUSY", `too many messages wait for the service ${runtime.service}`));
  }

  /** Sends a message to the node that serves its route; the answer comes back undecoded. */
  #send(route: Route, id: number | undefined, { payload, extensions }: Sent): void {
    const sent = this.#forward({ route, payload, trace: traceOf(extensions) }, (answer) => {
      if (sent !== undefined) this.#calls.remove(sent, id);
      if (this.#caller.gone || answer.type === "cancelled") return;
      if (answer.type === "error") this.#refuse(id, answer.error);
      else if (id !== undefined) this.#caller.reply(id, answer.payload);
    });
    if (sent !== undefined) return this.#calls.add(sent, id);
    this.#refuse(id, systemError("BUSY", `too many messages wait for the service ${route.service}`));
  }

  /** A refused notify has nobody to tell, so the log gets a line. */
  #refuse(id: number | undefined, error: VolleyError): void {
    if (id !== undefined) return this.#caller.fail(id, error);
    this.#parts.logger.debug("a notify was refused", { session: this.#session.id, code: error.code });
  }
}

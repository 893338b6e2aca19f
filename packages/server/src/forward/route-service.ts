import { VolleyError } from "@volley/protocol";
import { systemError } from "@volley/protocol/internal";
import type { ClusterTime } from "../cluster/cluster-time.js";
import type { Caller } from "../dispatch/caller.js";
import type { DispatchParts } from "../dispatch/dispatch-parts.js";
import { draining } from "../dispatch/draining.js";
import { RouteCall } from "../dispatch/route-call.js";
import type { RouteRuntime } from "../dispatch/route-runtime.js";
import { runCall } from "../dispatch/run-call.js";
import { runOnce } from "../dispatch/run-once.js";
import type { OnceCall } from "../once/once-call.js";
import { refusalOf } from "../once/once-outcome.js";
import type { PeerCall } from "../peers/peer-service.js";
import type { Peers } from "../peers/peers.js";
import { ROUTE_METHOD } from "./forwarded-call.js";
import type { RemoteEntry, RemoteSessions } from "./remote-sessions.js";
import { type RouteHead, readRouteHead } from "./route-head.js";

/** What the service works with. */
export interface RouteServiceParts {
  readonly peers: Peers;
  readonly time: ClusterTime;
  readonly dispatch: DispatchParts;
  readonly sessions: RemoteSessions;
}

/** Serves the messages that other nodes hand on: the same dispatch as for a client of this node. */
export class RouteService {
  readonly #parts: RouteServiceParts;
  readonly #runtimes = new Map<string, RouteRuntime>();

  constructor(parts: RouteServiceParts) {
    this.#parts = parts;
    for (const { name, runtime } of parts.dispatch.routes) {
      if (runtime !== undefined) this.#runtimes.set(name, runtime);
    }
    parts.peers.serve(ROUTE_METHOD, (call) => this.#take(call));
  }

  #take(call: PeerCall): void {
    const head = readRouteHead(call.head);
    const runtime = this.#find(head);
    if (this.#parts.dispatch.drained(runtime.service))
      return call.fail(draining(runtime.service), { notStarted: true });
    const once = this.#onceOf(head, runtime);
    const entry = this.#parts.sessions.open(call.from, head, call.context);
    const routeCall = new RouteCall(runtime, entry.session, this.#parts.dispatch, head.trace);
    const id = head.kind === "request" ? 0 : undefined;
    const over = (): void => {
      // Whatever it was answered: a call of another node ends with exactly one answer.
      call.reply();
      entry.calls.remove(routeCall, undefined);
      this.#parts.sessions.close(entry);
    };
    const start = (done: () => void): void => {
      this.#start({ call, runtime, routeCall, entry, id, once }, () => {
        over();
        done();
      });
    };
    entry.calls.add(routeCall, undefined);
    call.onCancel((why) => routeCall.abort(why));
    if (runtime.definition.parallel) return start(() => {});
    if (entry.calls.mailbox(runtime.service).post(start)) return;
    const busy = systemError("BUSY", `too many messages wait for the service ${runtime.service}`);
    call.fail(refusalOf(busy, once !== undefined && once.mark.ageMs > 0));
    over();
  }

  /** Throws `NOT_FOUND` or `CONTRACT_MISMATCH`. */
  #find({ route, kind, rev }: RouteHead): RouteRuntime {
    const runtime = this.#runtimes.get(route);
    if (runtime === undefined) throw systemError("NOT_FOUND", `this node doesn't serve "${route.slice(0, 128)}"`);
    const { definition } = runtime;
    if (definition.kind === kind && definition.rev === rev) return runtime;
    throw systemError(
      "CONTRACT_MISMATCH",
      `the nodes disagree about ${route}: ${kind} rev ${rev} here, ${definition.kind} rev ${definition.rev} there`,
    );
  }

  /** Throws `CONTRACT_MISMATCH` if the nodes disagree whether a route is `once`: a request could run twice. */
  #onceOf({ once, route }: RouteHead, { definition }: RouteRuntime): OnceCall | undefined {
    if ((once !== undefined) !== (definition.once === true)) {
      throw systemError("CONTRACT_MISMATCH", `the nodes disagree whether ${route} is \`once\``);
    }
    return once && this.#parts.dispatch.once.arrive(once.client, once);
  }

  #start(
    message: {
      call: PeerCall;
      runtime: RouteRuntime;
      routeCall: RouteCall;
      entry: RemoteEntry;
      id: number | undefined;
      once: OnceCall | undefined;
    },
    done: () => void,
  ): void {
    const { call, runtime, routeCall, entry, id, once } = message;
    const run = (): void => {
      const remainingMs = call.deadline - this.#parts.time.now();
      if (remainingMs <= 0) {
        call.fail(systemError("TIMEOUT", `the time of ${runtime.name} was over before it could start`));
        return done();
      }
      const timeoutMs = Math.min(runtime.timeoutMs, Math.ceil(remainingMs));
      const caller: Caller = {
        session: entry.session,
        gone: false,
        reply: (_, payload) => call.reply(payload),
        fail: (_, error) => call.fail(error),
      };
      const all = { call: routeCall, runtime, caller, payload: call.payload, timeoutMs };
      if (once === undefined || id === undefined) runCall({ ...all, id }, this.#parts.dispatch, done);
      else runOnce({ ...all, id, once }, this.#parts.dispatch, done);
    };
    if (entry.ready === undefined) return run();
    entry.ready.then(run, (error: unknown) => {
      this.#parts.dispatch.logger.error("the `session` schema refuses the data of another node's session", { error });
      call.fail(VolleyError.from(error));
      done();
    });
  }
}

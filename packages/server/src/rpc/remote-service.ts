import { jsonSerializer, type Serializer, VolleyError } from "@volley/protocol";
import { type Deadlines, parse, systemError } from "@volley/protocol/internal";
import { maskError } from "../app/mask-error.js";
import type { CallContexts } from "../base/call-context.js";
import { type Logger, withFields } from "../base/logger.js";
import type { ClusterTime } from "../cluster/cluster-time.js";
import type { PeerCall } from "../peers/peer-service.js";
import type { WatchCall } from "../traces/watch-calls.js";
import type { RemoteCall } from "./remote-call.js";
import { type RemoteHead, readRemoteHead } from "./remote-head.js";
import type { RemoteRuntime, RemoteTable } from "./remote-table.js";

/** What the service works with. */
export interface RemoteServiceParts {
  readonly table: RemoteTable;
  readonly deadlines: Deadlines;
  readonly time: ClusterTime;
  readonly contexts: CallContexts;
  readonly logger: Logger;
  /** Whether replies and errors are held against their schemas before they are sent. */
  readonly check: boolean;
  /** Follows what is run; left out: nobody wants to know. */
  readonly watch?: WatchCall | undefined;
}

/** Remotes always speak JSON: their messages are known to no table of a client's serializer. */
export const remoteSerializer: Serializer = jsonSerializer();

/** Serves calls of other servers, and of this one. */
export class RemoteService {
  readonly #parts: RemoteServiceParts;

  constructor(parts: RemoteServiceParts) {
    this.#parts = parts;
  }

  /** Takes a call; it is answered exactly once, in its time. */
  take(call: PeerCall): void {
    const head = readRemoteHead(call.head);
    const runtime = this.#find(head);
    const timeoutMs = Math.min(runtime.timeoutMs, Math.ceil(call.remainingMs));
    const controller = new AbortController();
    const stopTimer = this.#parts.deadlines.add(timeoutMs, () => {
      const error = systemError("TIMEOUT", `${runtime.name} took longer than ${timeoutMs} ms`);
      call.fail(error);
      controller.abort(error);
    });
    call.onCancel((why) => controller.abort(systemError("CANCELLED", why)));
    const watched = this.#parts.watch?.({ name: runtime.name, parent: head.trace });
    const run = (): Promise<Uint8Array> =>
      this.#run(call, watched === undefined ? head : { ...head, trace: watched.trace }, runtime, controller.signal);
    void (watched === undefined ? run() : watched.run(run))
      .then(
        (reply) => {
          watched?.over("ok");
          call.reply(reply);
        },
        (thrown: unknown) => {
          const error = VolleyError.from(thrown);
          watched?.over(error.code);
          call.fail(error);
        },
      )
      .finally(stopTimer);
  }

  /** Throws `NOT_FOUND` or `CONTRACT_MISMATCH`. */
  #find({ route, kind, rev }: RemoteHead): RemoteRuntime {
    const runtime = this.#parts.table.get(route);
    if (runtime === undefined) throw systemError("NOT_FOUND", `this node has no remote "${route.slice(0, 128)}"`);
    const { definition } = runtime;
    if (definition.kind === kind && definition.rev === rev) return runtime;
    throw systemError(
      "CONTRACT_MISMATCH",
      `the nodes disagree about the remote ${route}: rev ${rev}, ${definition.rev}`,
    );
  }

  async #run(call: PeerCall, head: RemoteHead, runtime: RemoteRuntime, signal: AbortSignal): Promise<Uint8Array> {
    const { name, definition, handler, errors } = runtime;
    const ref = { kind: definition.kind, name };
    const input = await parse(definition.input, remoteSerializer.decode(call.payload, ref), `the input of ${name}`);
    // Taken back while its input was read: a handler that only listens for that would wait for ever.
    signal.throwIfAborted();
    const log = withFields(this.#parts.logger, { remote: name, caller: call.from });
    const remoteCall: RemoteCall<unknown, unknown> = {
      input,
      errors: errors.constructors,
      signal,
      route: name,
      caller: { node: call.from, uid: head.uid },
      idempotencyKey: head.key,
      trace: head.trace,
      log,
    };
    try {
      const context = { uid: head.uid, deadline: call.deadline, trace: head.trace };
      const output = await this.#parts.contexts.run(context, () => handler(remoteCall));
      if (this.#parts.check) await parse(definition.output, output, `the output of ${name}`);
      return remoteSerializer.encode(output, { kind: "reply", name });
    } catch (thrown) {
      const { error, hidden } = maskError(thrown, runtime, this.#parts.check);
      if (hidden !== undefined && !signal.aborted) {
        log.error(hidden.why, { traceId: error.traceId, error: hidden.cause });
      }
      throw error;
    }
  }
}

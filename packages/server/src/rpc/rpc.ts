import { type AnyRemotes, type Pending, VolleyError } from "@volley/protocol";
import { parse, parseTrace, systemError, toPending } from "@volley/protocol/internal";
import { serviceOf } from "../app/handler-table.js";
import type { CallContexts } from "../base/call-context.js";
import { randomId } from "../base/ids.js";
import type { ClusterTime } from "../cluster/cluster-time.js";
import type { Nodes } from "../cluster/nodes.js";
import type { PeerOutcome } from "../peers/peer-calls.js";
import type { Peers } from "../peers/peers.js";
import type { WatchCall } from "../traces/watch-calls.js";
import type { RpcOptions } from "./remote-call.js";
import { REMOTE_METHOD, type RemoteHead } from "./remote-head.js";
import { remoteSerializer } from "./remote-service.js";
import { definitionsOf } from "./remote-table.js";

/** What calls of remotes are made with. */
export interface RpcParts {
  readonly peers: Peers;
  readonly nodes: Nodes;
  readonly time: ClusterTime;
  readonly contexts: CallContexts;
  readonly random: () => number;
  /** Follows calls; left out: nobody wants to know. */
  readonly watch?: WatchCall | undefined;
}

interface Target {
  readonly service: string;
  readonly node: string | undefined;
}

const DEFAULT_TIMEOUT_MS = 5_000;
/** So many nodes are tried for one call, as long as none of them can have started it. */
const MAX_TRIES = 3;

/** Calls remotes: on any node that serves them, this one too. */
export class Rpc {
  readonly #parts: RpcParts;

  constructor(parts: RpcParts) {
    this.#parts = parts;
  }

  /** Calls one. Rejects with what the remote threw, or `UNAVAILABLE`, `DISCONNECTED`, `TIMEOUT`, `CANCELLED`, `NOT_FOUND`. */
  call(remotes: AnyRemotes, route: string, input: unknown, options: RpcOptions = {}): Pending<unknown, VolleyError> {
    return toPending(this.#call(remotes, route, input, options));
  }

  async #call(remotes: AnyRemotes, route: string, input: unknown, options: RpcOptions): Promise<unknown> {
    const definitions = definitionsOf(remotes);
    const definition = Object.hasOwn(definitions, route) ? definitions[route] : undefined;
    if (definition === undefined) throw systemError("BAD_REQUEST", `these remotes have no "${route}"`);
    const { kind, rev, output, timeoutMs: declared = DEFAULT_TIMEOUT_MS } = definition;
    const { current } = this.#parts.contexts;
    const { idempotencyKey: key = randomId(), node } = options;
    const watched = this.#parts.watch?.({ name: route, parent: parseTrace(options.trace) ?? current?.trace });
    const trace = watched === undefined ? (parseTrace(options.trace) ?? current?.trace) : watched.trace;
    const head: RemoteHead = { route, kind, rev, key, uid: current?.uid, trace };
    try {
      const payload = remoteSerializer.encode(input, { kind, name: route });
      const left = current === undefined ? Number.POSITIVE_INFINITY : current.deadline - this.#parts.time.now();
      const endsAt = this.#parts.time.now() + Math.min(options.timeoutMs ?? declared, left);
      const target = { service: serviceOf(route), node };
      const answer = await this.#try(target, { head, payload, endsAt, signal: options.signal });
      watched?.over("ok");
      if (kind === "notify") return undefined;
      const reply = remoteSerializer.decode(answer, { kind: "reply", name: route });
      return await parse(output, reply, `the reply of ${route}`);
    } catch (thrown) {
      watched?.over(VolleyError.from(thrown).code);
      throw thrown;
    }
  }

  /** Tries nodes until one may have started it. */
  async #try(
    target: Target,
    call: { head: RemoteHead; payload: Uint8Array; endsAt: number; signal: AbortSignal | undefined },
  ): Promise<Uint8Array> {
    const tried = new Set<string>();
    while (tried.size < MAX_TRIES) {
      const node = this.#pick(target, tried);
      if (node === undefined) break;
      tried.add(node);
      const outcome = await this.#ask(node, call);
      if (outcome.type === "reply") return outcome.payload;
      if (outcome.type === "error") throw outcome.error;
      if (outcome.type === "timeout") throw systemError("TIMEOUT", `${call.head.route} was not answered in time`);
      if (outcome.started === "no") continue;
      throw systemError("DISCONNECTED", `the node that had ${call.head.route} is gone, or its answer`, {
        data: { sent: true },
      });
    }
    if (target.node === undefined)
      throw systemError("UNAVAILABLE", `no node serves the remotes "${target.service}" now`);
    if (tried.size > 0) throw systemError("UNAVAILABLE", `the node ${target.node} can't be reached`);
    throw systemError("NOT_FOUND", `there is no node ${target.node} that serves the remotes "${target.service}"`);
  }

  #pick({ service, node }: Target, tried: ReadonlySet<string>): string | undefined {
    const { nodes, peers, random } = this.#parts;
    // A node that is asked by name may be draining: somebody wants just this one.
    if (node !== undefined) return tried.has(node) ? undefined : nodes.find({ id: node, service })[0]?.id;
    const left = nodes.servingRemote(service).filter(({ id }) => !tried.has(id));
    const answering = left.filter(({ id }) => !peers.isSuspect(id));
    const candidates = answering.length > 0 ? answering : left;
    return candidates[Math.floor(random() * candidates.length)]?.id;
  }

  #ask(
    node: string,
    {
      head,
      payload,
      endsAt,
      signal,
    }: { head: RemoteHead; payload: Uint8Array; endsAt: number; signal: AbortSignal | undefined },
  ): Promise<PeerOutcome> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(systemError("CANCELLED", `${head.route} was cancelled`));
      const timeoutMs = Math.max(0, endsAt - this.#parts.time.now());
      const takeBack = this.#parts.peers.call({
        node,
        method: REMOTE_METHOD,
        head,
        payload,
        timeoutMs,
        settle: (outcome) => {
          signal?.removeEventListener("abort", onAbort);
          if (outcome.type === "timeout") takeBack();
          resolve(outcome);
        },
      });
      const onAbort = (): void => {
        takeBack();
        reject(systemError("CANCELLED", `${head.route} was cancelled`));
      };
      signal?.addEventListener("abort", onAbort, { once: true });
    });
  }
}

import type { AnyContract } from "@volley/protocol";
import type { NodeInfo } from "../cluster/node-info.js";
import type { Session } from "../session/session.js";
import { rendezvous } from "./rendezvous.js";

/** A message that looks for its node. */
export interface RoutingCall<Input = unknown> {
  readonly route: string;
  readonly session: Session<AnyContract>;
  /** Decodes and validates the input, once, when it is asked for: only then does a frontend look into a payload. */
  input(): Input;
  /** Where this session's last message of the service went, if that node still serves it. */
  readonly current: NodeInfo | undefined;
}

/**
 * Picks the node for a message among those that serve its service; there is at least one. Undefined, or a node that
 * isn't among them: the message is answered with `UNAVAILABLE`.
 */
export type Routing<Input = unknown> = (call: RoutingCall<Input>, nodes: readonly NodeInfo[]) => NodeInfo | undefined;

/** Keeps a session on one node while that serves, spread evenly. This is what services do without a routing. */
export function sticky(): Routing {
  return ({ current, session }, nodes) => current ?? rendezvous(session.id, nodes);
}

/** Picks a node at random for each message. `next` gives numbers from 0 to below 1. Default: `Math.random`. */
export function random(next: () => number = Math.random): Routing {
  return (_, nodes) => nodes[Math.floor(next() * nodes.length)];
}

/** Sends messages with the same key to the same node, whoever sends them: `byKey((input) => input.table)`. */
export function byKey<Input>(key: (input: Input, route: string) => string | number): Routing<Input> {
  return (call, nodes) => rendezvous(String(key(call.input(), call.route)), nodes);
}

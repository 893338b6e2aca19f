import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Clock } from "@volley/protocol/internal";
import { type Edge, type Entrant, isRefused } from "./edge.js";
import { refuseUpgrade } from "./refuse-upgrade.js";

/** A request for a WebSocket of another endpoint that may go on; it counts until its socket closes. */
export interface AdmittedUpgrade {
  /** The client's address, not that of a proxy which `edge.trustProxy` counts. */
  readonly address: string;
  /** Call it when it is known who it is, or that it stays outside: until then it counts against `edge.maxPending`. */
  settled(): void;
}

/** What upgrades are held against. */
export interface UpgradeEdge {
  readonly edge: Edge;
  readonly clock: Clock;
}

/** Takes an upgrade and counts it until its socket closes, or answers with no and returns undefined. */
export function admitUpgrade(
  { edge, clock }: UpgradeEdge,
  request: IncomingMessage,
  socket: Duplex,
): Entrant | undefined {
  const answer = edge.knock({ remote: request.socket.remoteAddress ?? "", headers: request.headers });
  if (isRefused(answer)) {
    refuseUpgrade(socket, clock, answer);
    return undefined;
  }
  socket.once("close", answer.left);
  // It may have closed before anybody listened.
  if (socket.destroyed) answer.left();
  return answer;
}

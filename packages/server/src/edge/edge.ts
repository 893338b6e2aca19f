import type { IncomingHttpHeaders } from "node:http";
import type { Clock } from "@volley/protocol/internal";
import { addressKey, isLoopback } from "../base/address-key.js";
import type { Logger } from "../base/logger.js";
import type { Rule } from "../limits/rule.js";
import { Tally } from "../metrics/tally.js";
import { holds } from "./address-list.js";
import { clientAddress } from "./client-address.js";
import type { EdgeRules } from "./edge-rules.js";
import { HandshakeRateLimit } from "./handshake-rate.js";
import { RefusalLog } from "./refusal-log.js";
import { ReturnTimes } from "./return-times.js";

/** A connection that asks to become a WebSocket. */
export interface Knock {
  /** The address of the socket. */
  readonly remote: string;
  readonly headers: IncomingHttpHeaders;
}

/** Why a connection isn't taken, as HTTP says it. */
export interface EdgeRefusal {
  readonly status: 403 | 429 | 503;
  readonly reason: "address" | "origin" | "full" | "rate" | "address_full" | "address_rate";
  readonly text: string;
  readonly retryAfterMs?: number | undefined;
}

/** A connection that may go on. It has to be told what becomes of it, or it counts for ever. */
export interface Entrant {
  /** The client's, not the proxy's. */
  readonly address: string;
  /** It says hello. Returns 0 if it may, or in how many ms it may come again. */
  hello(): number;
  /** It is let in or turned away: it is no longer pending. */
  settled(): void;
  /** It is gone. */
  left(): void;
}

/** What an edge works with. */
export interface EdgeParts {
  readonly rules: EdgeRules;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What all clients together are counted under. */
const ALL = "all";
/** By how much more than the rate of hellos may knock before not even the answer is worth its price. */
const KNOCKS_PER_HELLO = 4;

/**
 * Decides whether a connection is taken, before anything is done for it: by its address, its page, and how many there
 * are. What it remembers is bounded by the connections there are, and by fixed numbers.
 */
export class Edge {
  readonly #parts: EdgeParts;
  readonly #log: RefusalLog;
  readonly #perAddress: HandshakeRateLimit | undefined;
  readonly #knocks: HandshakeRateLimit | undefined;
  readonly #hellos: HandshakeRateLimit | undefined;
  readonly #returns: ReturnTimes | undefined;
  /** Connections by whom they are counted as; those of this machine aren't. */
  readonly #counts = new Map<string, number>();
  /** What was refused since the start, by its reason. */
  readonly refused = new Tally();
  #accepted = 0;
  #connections = 0;
  #pending = 0;

  constructor(parts: EdgeParts) {
    const { rules, clock, logger } = parts;
    const { handshakes, handshakesPerAddress } = rules;
    this.#parts = parts;
    this.#log = new RefusalLog(logger, clock);
    this.#perAddress = handshakesPerAddress && new HandshakeRateLimit(handshakesPerAddress, clock);
    this.#hellos = handshakes && new HandshakeRateLimit(handshakes, clock);
    this.#returns = handshakes && new ReturnTimes(handshakes, clock);
    this.#knocks = handshakes && new HandshakeRateLimit(knocksFor(handshakes), clock);
  }

  /** How many connections were taken since the start. */
  get accepted(): number {
    return this.#accepted;
  }

  /** How many connections there are, and how many of them are not let in yet. */
  get counts(): { readonly connections: number; readonly pending: number; readonly addresses: number } {
    return { connections: this.#connections, pending: this.#pending, addresses: this.#counts.size };
  }

  /** Takes a connection or says why not. */
  knock({ remote, headers }: Knock): Entrant | EdgeRefusal {
    const { rules } = this.#parts;
    const address = clientAddress(remote, headers, rules.proxies);
    this.#noteUnknownProxies(headers);
    const refusal = this.#refusedByName(address, headers) ?? this.#refusedByLoad() ?? this.#refusedByAddress(address);
    if (refusal === undefined) return this.#enter(address);
    this.refused.add(refusal.reason);
    return refusal;
  }

  #refusedByName(address: string, { origin, host }: IncomingHttpHeaders): EdgeRefusal | undefined {
    const { allow, deny, isOriginAllowed } = this.#parts.rules;
    if ((deny !== undefined && holds(deny, address)) || (allow !== undefined && !holds(allow, address))) {
      this.#log.note(`address ${address}`, "an address was refused: edge.deny has it, or edge.allow hasn't", {
        address,
      });
      return { status: 403, reason: "address", text: "This address may not connect." };
    }
    if (isOriginAllowed(origin, host)) return undefined;
    this.#log.note(
      `origin ${origin?.slice(0, 256)}`,
      "a page was refused: add its origin to edge.origins if it is one of yours",
      { origin, host, address },
    );
    return {
      status: 403,
      reason: "origin",
      text: "This page may not connect: the server's option edge.origins doesn't have its origin.",
    };
  }

  #refusedByLoad(): EdgeRefusal | undefined {
    const { maxConnections, maxPending } = this.#parts.rules;
    const isFull = this.#connections >= maxConnections;
    const waitMs = isFull || this.#pending >= maxPending ? 1_000 : (this.#knocks?.take(ALL) ?? 0);
    if (waitMs === 0) return undefined;
    this.#log.note("load", "connections are refused: the server has, or gets, more than edge allows", this.counts);
    const reason = isFull ? "full" : "rate";
    return {
      status: 503,
      reason,
      text: isFull ? "This server is full." : "Too many connect now.",
      retryAfterMs: waitMs,
    };
  }

  #refusedByAddress(address: string): EdgeRefusal | undefined {
    if (isLoopback(address)) return undefined;
    const key = addressKey(address);
    const { maxConnectionsPerAddress } = this.#parts.rules;
    const isFull = (this.#counts.get(key) ?? 0) >= maxConnectionsPerAddress;
    const waitMs = isFull ? 1_000 : (this.#perAddress?.take(key) ?? 0);
    if (waitMs === 0) return undefined;
    const what = isFull ? "has too many connections" : "connects too often";
    this.#log.note(`count ${key}`, `an address ${what}; if it is a proxy of yours, set edge.trustProxy`, {
      address: key,
    });
    return {
      status: 429,
      reason: isFull ? "address_full" : "address_rate",
      text: `This address ${what}.`,
      retryAfterMs: waitMs,
    };
  }

  #enter(address: string): Entrant {
    const key = addressKey(address);
    const isCounted = !isLoopback(address);
    let isPending = true;
    let isHere = true;
    this.#connections++;
    this.#accepted++;
    this.#pending++;
    if (isCounted) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    const settled = (): void => {
      if (isPending) this.#pending--;
      isPending = false;
    };
    const left = (): void => {
      settled();
      if (!isHere) return;
      isHere = false;
      this.#connections--;
      if (isCounted) this.#uncount(key);
    };
    const hello = (): number => {
      if ((this.#hellos?.take(ALL) ?? 0) === 0) return 0;
      this.refused.add("busy");
      return this.#returns?.next() ?? 0;
    };
    return { address, hello, settled, left };
  }

  #uncount(key: string): void {
    const count = (this.#counts.get(key) ?? 0) - 1;
    if (count > 0) this.#counts.set(key, count);
    else this.#counts.delete(key);
  }

  #noteUnknownProxies(headers: IncomingHttpHeaders): void {
    if (this.#parts.rules.knowsProxies) return;
    if (headers["x-forwarded-for"] === undefined && headers.forwarded === undefined) return;
    this.#log.note(
      "proxies",
      "connections come through a proxy, so all have its address; set edge.trustProxy to the number of your proxies, or to 0",
    );
  }
}

function knocksFor({ rate, perUs, burst }: Rule): Rule {
  return { rate: rate * KNOCKS_PER_HELLO, perUs, burst: burst * KNOCKS_PER_HELLO };
}

/** Whether an answer of the edge is no. */
export function isRefused(answer: Entrant | EdgeRefusal): answer is EdgeRefusal {
  return "status" in answer;
}

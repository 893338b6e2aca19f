import type { Meters } from "../metrics/meters.js";

/** What requests of clients are measured with. */
export interface RequestWatchParts {
  readonly meters: Pick<Meters, "requestSeconds" | "notifies">;
  /** Ms that never jump. */
  readonly now: () => number;
  /** Names a code for a label. */
  readonly codeOf: (code: string) => string;
}

/** Measures the requests of one session from their arrival to their answer, wherever they are served. */
export class RequestWatch {
  readonly #parts: RequestWatchParts;
  /** Bounded by what a session may have under way. */
  readonly #open = new Map<number, { readonly route: string; readonly since: number }>();

  constructor(parts: RequestWatchParts) {
    this.#parts = parts;
  }

  /** Notes that a request came. `route`: its name in the contract, if it has one. */
  began(id: number, route = "unknown"): void {
    this.#open.set(id, { route, since: this.#parts.now() });
  }

  /** Notes how a request ended; what is no request, or over, changes nothing. */
  ended(id: number, code: string): void {
    const request = this.#open.get(id);
    if (request === undefined) return;
    this.#open.delete(id);
    const { meters, now, codeOf } = this.#parts;
    meters.requestSeconds((now() - request.since) / 1_000, { route: request.route, code: codeOf(code) });
  }

  /** Notes that nobody waits any more for any of them. */
  dropAll(): void {
    for (const id of [...this.#open.keys()]) this.ended(id, "CANCELLED");
  }

  /** Notes that a notify came. */
  notified(route = "unknown"): void {
    this.#parts.meters.notifies(1, { route });
  }
}

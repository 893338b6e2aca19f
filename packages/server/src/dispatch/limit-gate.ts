import { Mailbox } from "../base/mailbox.js";
import type { LimitRefusal } from "../limits/refusal.js";
import type { LimitCheck } from "../limits/session-limits.js";
import type { Route } from "./route-runtime.js";
import type { SessionCalls, UnderWay } from "./session-calls.js";

/** A message in front of the gate. Of its three ends exactly one is called, unless it is aborted before. */
export interface AtGate {
  readonly route: Route;
  /** What `SessionLimits.route` said of it. */
  readonly check: LimitCheck;
  readonly id: number | undefined;
  readonly pass: () => void;
  readonly refuse: (refusal: LimitRefusal) => void;
  /** Too many wait already. */
  readonly full: () => void;
}

/** What a gate works with. */
export interface LimitGateParts {
  readonly calls: SessionCalls;
  /** How many messages for one service may wait. */
  readonly waiting: number;
  /** Takes what `pass` or `refuse` threw, which they shouldn't. */
  readonly failed: (error: unknown) => void;
}

/**
 * Holds the messages of one session against the limits of its user and of their routes, before they go to a mailbox or to
 * another node. While Redis is asked about one, the later ones for the same service wait behind it (G2).
 */
export class LimitGate {
  readonly #parts: LimitGateParts;
  readonly #turns = new Map<string, Mailbox>();

  constructor(parts: LimitGateParts) {
    this.#parts = parts;
  }

  take(message: AtGate): void {
    const { calls } = this.#parts;
    const { route, id, check } = message;
    if (check !== undefined && !(check instanceof Promise)) return message.refuse(check);
    const waiting = new Waiting();
    const decide = (refusal: LimitRefusal | undefined): void => {
      calls.remove(waiting, id);
      if (waiting.isAborted) return;
      if (refusal === undefined) message.pass();
      else message.refuse(refusal);
    };
    const start = (done: () => void): void => {
      if (check !== undefined) return void check.then(decide).catch(this.#parts.failed).finally(done);
      decide(undefined);
      done();
    };
    calls.add(waiting, id);
    if (route.definition.parallel) return start(() => {});
    if (this.#turnsOf(route.service).post(start)) return;
    calls.remove(waiting, id);
    message.full();
  }

  #turnsOf(service: string): Mailbox {
    let turns = this.#turns.get(service);
    if (turns === undefined) {
      turns = new Mailbox(this.#parts.waiting);
      this.#turns.set(service, turns);
    }
    return turns;
  }
}

/** A message whose limits are being asked. */
class Waiting implements UnderWay {
  isAborted = false;

  abort(): void {
    this.isAborted = true;
  }
}

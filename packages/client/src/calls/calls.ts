import { VolleyError } from "@volley/protocol";
import {
  type Clock,
  type Deadlines,
  decodeJson,
  type Frame,
  fromWireError,
  isNotStarted,
  type Numbered,
  type NumberedTable,
  type RouteDefinition,
  systemError,
} from "@volley/protocol/internal";
import { cancelledBy } from "../base/cancelled-by.js";
import type { Logger } from "../base/logger.js";
import { onAbort } from "../base/on-abort.js";
import type { Turn } from "../base/turns.js";
import type { NotifyOptions, RequestOptions } from "./call-options.js";
import { OutboxEntry } from "./outbox-entry.js";
import { type AnswerReader, readError, readReply } from "./read-answer.js";
import type { Sender } from "./sender.js";

type Route = Numbered<RouteDefinition>;

/** What calls need. */
export interface CallPorts {
  readonly sender: Sender;
  readonly routes: NumberedTable<RouteDefinition>;
  readonly reader: AnswerReader;
  readonly deadlines: Deadlines;
  readonly logger: Logger;
  /** How long an entry may take that says nothing else, in ms. */
  readonly timeoutMs: number;
  readonly clock: Pick<Clock, "monotonic">;
  readonly random: () => number;
  /** Sees to it that there is a connection soon. */
  readonly want: () => void;
}

/** How often a request is sent again that was refused for its rate. */
const RETRIES = 2;

/** The requests and notifies of one client. */
export class Calls {
  readonly #ports: CallPorts;
  #dropped = 0;

  constructor(ports: CallPorts) {
    this.#ports = ports;
  }

  /** How many notifies were meant to be sent and weren't. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Asks. The input is encoded at once, so that what the caller does to it later changes nothing. */
  request(name: string, input: unknown, options: RequestOptions = {}): Promise<unknown> {
    const { timeoutMs, signal, trace, retry = true } = options;
    return new Promise((resolve, reject) => {
      const route = this.#routeOf(name, "request");
      if (signal?.aborted) throw cancelledBy(signal);
      const payload = this.#encode(route, input);
      const entry = new OutboxEntry({ kind: "request", route, payload, trace, resolve, reject });
      if (retry) entry.retries = RETRIES;
      entry.hold(onAbort(signal, () => this.#giveUp(entry, cancelledBy(signal))));
      this.#send(entry, timeoutMs ?? route.definition.timeoutMs ?? this.#ports.timeoutMs);
    });
  }

  /** Tells. Throws only what is the caller's fault. */
  notify(name: string, input: unknown, { whenOffline = "keep", trace }: NotifyOptions = {}): void {
    const route = this.#routeOf(name, "notify");
    const payload = this.#encode(route, input);
    if (whenOffline === "drop" && !this.#ports.sender.isAttached) return this.#ports.want();
    const reject = (error: VolleyError): void => this.#drop(name, error);
    this.#send(
      new OutboxEntry({ kind: "notify", route, payload, trace, resolve: () => {}, reject }),
      this.#ports.timeoutMs,
    );
  }

  /** Takes the answer to a request, and tells how to settle it; ignores one that nobody waits for any more. */
  answer(frame: Extract<Frame, { kind: "reply" | "error" }>): Turn | undefined {
    const entry = this.#ports.sender.answered(frame.id);
    if (entry === undefined || (frame.kind === "error" && this.#isLater(entry, frame.payload))) return undefined;
    const read = frame.kind === "reply" ? readReply : readError;
    return () => entry.settle(() => read(frame.payload, entry.route, this.#ports.reader));
  }

  /** Sends a request again that was refused for its rate, if that may help within its time. */
  #isLater(entry: OutboxEntry, payload: Uint8Array): boolean {
    const answer = decodeJson(payload);
    const error = fromWireError(answer);
    // A handler may raise this code too, and may have done something before.
    if (!VolleyError.is(error, "RATE_LIMITED") || !isNotStarted(answer)) return false;
    const { clock, deadlines, random, sender } = this.#ports;
    const waitMs = Number(error.data?.retryAfterMs) * (1 + random() / 5);
    if (entry.retries-- > 0 && clock.monotonic() + waitMs < entry.until) {
      sender.rest(entry);
      entry.hold(deadlines.add(waitMs, () => this.#write(entry)));
      return true;
    }
    if (!entry.isResent) return false;
    // What the server refused now it may have had before.
    entry.fail(
      systemError("OUTCOME_UNKNOWN", `${entry.route.name} was sent before, and refused now: ${error.message}`),
    );
    return true;
  }

  #send(entry: OutboxEntry, timeoutMs: number): void {
    entry.until = this.#ports.clock.monotonic() + timeoutMs;
    entry.hold(this.#ports.deadlines.add(timeoutMs, () => this.#giveUp(entry, timeout(entry, timeoutMs))));
    this.#ports.want();
    this.#write(entry);
  }

  #write(entry: OutboxEntry): void {
    try {
      this.#ports.sender.send(entry);
    } catch (thrown) {
      entry.fail(VolleyError.from(thrown));
    }
  }

  #giveUp(entry: OutboxEntry, error: VolleyError): void {
    this.#ports.sender.withdraw(entry);
    entry.fail(error);
  }

  #drop(name: string, error: VolleyError): void {
    this.#dropped += 1;
    this.#ports.logger.warn(`the notify ${name} was dropped: ${error.message}`, { route: name, reason: error.code });
  }

  #routeOf(name: string, kind: "request" | "notify"): Route {
    const route = this.#ports.routes.get(name);
    if (route?.definition.kind === kind) return route;
    throw systemError("BAD_REQUEST", `the contract has no ${kind} "${name}"`);
  }

  #encode({ name, definition }: Route, input: unknown): Uint8Array {
    try {
      return this.#ports.reader.serializer.encode(input, { kind: definition.kind, name });
    } catch (cause) {
      if (VolleyError.is(cause)) throw cause;
      throw systemError("BAD_REQUEST", `the input of ${name} can't be encoded`, { cause });
    }
  }
}

function timeout({ state, route }: OutboxEntry, timeoutMs: number): VolleyError {
  const what =
    state.stage === "queued" && state.first === undefined
      ? "was not sent, for want of a connection"
      : "was not answered";
  return systemError("TIMEOUT", `${route.name} ${what}, within ${timeoutMs} ms`);
}

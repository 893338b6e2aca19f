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
import type { RemoteTable } from "../session/remote-table.js";
import type { GroupCallOptions, NotifyOptions, RequestOptions } from "./call-options.js";
import { type EntryParts, OutboxEntry, type ReadAnswer } from "./outbox-entry.js";
import { type AnswerReader, readError, readReply } from "./read-answer.js";
import type { Sender } from "./sender.js";

type Route = Numbered<RouteDefinition>;
const NO_ROUTE: RouteDefinition = { kind: "request", input: undefined, parallel: false, limit: undefined, rev: 1 };

/** How something is asked of a group. */
export interface GroupAsking extends GroupCallOptions {
  readonly read?: ReadAnswer | undefined;
  readonly first?: boolean | undefined;
}

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
  request(name: string, input: unknown, { trace, ...asking }: RequestOptions = {}): Promise<unknown> {
    return this.#ask(() => {
      const route = this.#routeOf(name, "request");
      return { kind: "request", route, payload: this.#encode(route, input), trace };
    }, asking);
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

  /** Asks something of a group; `first`: before all that waits for the connection that comes now. */
  group(name: string, payload: Uint8Array, { read = () => {}, ...asking }: GroupAsking = {}): Promise<unknown> {
    return this.#ask(
      () => ({ kind: "group", route: { name, number: 0, definition: NO_ROUTE }, payload, read }),
      asking,
    );
  }

  /** Takes the answer to a request, and tells how to settle it; ignores one that nobody waits for any more. */
  answer({ kind, id, payload }: Extract<Frame, { kind: "reply" | "error" }>, remote: RemoteTable): Turn | undefined {
    const { sender, reader } = this.#ports;
    const entry = sender.answered(id);
    if (entry === undefined || (kind === "error" && this.#isLater(entry, payload))) return undefined;
    return () =>
      entry.settle(() => {
        if (kind === "error") return readError(payload, entry.route, reader);
        return entry.read === undefined ? readReply(payload, entry.route, reader) : entry.read(payload, remote);
      });
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

  #ask(
    make: () => Omit<EntryParts, "resolve" | "reject">,
    { timeoutMs, signal, first, retry = true }: Omit<GroupAsking, "read"> & Pick<RequestOptions, "retry">,
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const entry = new OutboxEntry({ ...make(), resolve, reject });
      if (signal?.aborted) throw cancelledBy(signal);
      if (retry) entry.retries = RETRIES;
      entry.hold(onAbort(signal, () => this.#giveUp(entry, cancelledBy(signal))));
      this.#send(entry, timeoutMs ?? entry.route.definition.timeoutMs ?? this.#ports.timeoutMs, first);
    });
  }

  #send(entry: OutboxEntry, timeoutMs: number, first = false): void {
    entry.until = this.#ports.clock.monotonic() + timeoutMs;
    entry.hold(this.#ports.deadlines.add(timeoutMs, () => this.#giveUp(entry, timeout(entry, timeoutMs))));
    this.#ports.want();
    this.#write(entry, first);
  }

  #write(entry: OutboxEntry, first = false): void {
    try {
      if (first) this.#ports.sender.sendFirst(entry);
      else this.#ports.sender.send(entry);
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

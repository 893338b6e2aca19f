import type { AnyContract, TraceContext } from "@volley/protocol";
import { systemError } from "@volley/protocol/internal";
import type { DeclaredErrorConstructor, DeclaredErrors } from "../app/declared-errors.js";
import type { Call } from "../app/handler.js";
import { type Logger, withFields } from "../base/logger.js";
import type { PipelineCall } from "../pipeline/compose.js";
import type { Session } from "../session/session.js";
import type { UnderWay } from "./session-calls.js";

/** What calls get from their server. */
export interface CallEnvironment {
  readonly now: () => number;
  readonly logger: Logger;
}

/**
 * One message under way: what handlers and layers see as `Call`. `signal` and `log` are made when they are read,
 * since most handlers read neither.
 */
export class RouteCall implements Call<unknown, unknown, Session<AnyContract>>, PipelineCall, UnderWay {
  readonly route: string;
  readonly session: Session<AnyContract>;
  readonly errors: Readonly<Record<string, DeclaredErrorConstructor>>;
  readonly now: () => number;
  trace: TraceContext | undefined;
  readonly onceKey: string | undefined;
  readonly #logger: Logger;
  #input: unknown;
  #controller: AbortController | undefined;
  #aborted: Error | undefined;

  constructor(
    route: { readonly name: string; readonly errors: DeclaredErrors },
    session: Session<AnyContract>,
    environment: CallEnvironment,
    trace: TraceContext | undefined,
    onceKey?: string,
  ) {
    this.route = route.name;
    this.session = session;
    this.errors = route.errors.constructors;
    this.now = environment.now;
    this.trace = trace;
    this.onceKey = onceKey;
    this.#logger = environment.logger;
  }

  get input(): unknown {
    return this.#input;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#aborted !== undefined) this.#controller.abort(this.#aborted);
    }
    return this.#controller.signal;
  }

  get log(): Logger {
    const { session, route } = this;
    return withFields(this.#logger, { route, session: session.id, ...(session.anonymous ? {} : { uid: session.uid }) });
  }

  /** Sets what the handler reads; layers may have replaced what the client sent. */
  withInput(input: unknown): this {
    this.#input = input;
    return this;
  }

  /** Whether nobody waits any more. */
  get aborted(): boolean {
    return this.#aborted !== undefined;
  }

  /** Tells handler and layers that nobody waits any more. */
  abort(why: string): void {
    if (this.#aborted !== undefined) return;
    this.#aborted = systemError("CANCELLED", why);
    this.#controller?.abort(this.#aborted);
  }
}

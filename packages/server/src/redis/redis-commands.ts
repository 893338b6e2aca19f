import { type Clock, systemError } from "@volley/protocol/internal";
import { type BreakerEvent, type BreakerState, CLOSED, nextBreakerState } from "./breaker.js";
import type { RedisClient } from "./connect-redis.js";
import { isReply, isSilence, redisFailure } from "./redis-failure.js";
import { type RedisMeter, redisErrorKind } from "./redis-meter.js";
import { runScript, type Script } from "./script.js";

/** After this many commands in a row without an answer the next ones fail at once, until one succeeds again. */
const RULES = { failures: 3, openMs: 500 };

/** What commands are measured with, and as whose. */
export interface MeasuredClient {
  readonly client: string;
  readonly meter: RedisMeter | undefined;
}

/**
 * The one way to run commands: whatever fails rejects with `UNAVAILABLE`, and while Redis doesn't answer it does so
 * at once instead of after a time-out each.
 */
export class RedisCommands {
  readonly #client: RedisClient;
  readonly #clock: Clock;
  readonly #onSilent: () => void;
  readonly #measured: MeasuredClient | undefined;
  #state: BreakerState = CLOSED;

  /** `onSilent` is called when commands are no longer tried because the last of them got no answer in time. */
  constructor(
    client: RedisClient,
    clock: Clock,
    { onSilent = () => {}, measured }: { readonly onSilent?: () => void; readonly measured?: MeasuredClient } = {},
  ) {
    this.#client = client;
    this.#clock = clock;
    this.#onSilent = onSilent;
    this.#measured = measured;
  }

  /** Whether the next command would be tried. */
  get open(): boolean {
    return this.#client.status === "ready" && this.#state.status !== "trying" && this.#asked().status !== "open";
  }

  /** Runs a script. Rejects with `UNAVAILABLE`. */
  script(script: Script, ...args: readonly (string | number | Buffer)[]): Promise<unknown> {
    return this.run((client) => runScript(client, script, args));
  }

  /** Runs a script whose answer holds bytes: its strings come as Buffers. Rejects with `UNAVAILABLE`. */
  scriptBytes(script: Script, ...args: readonly (string | number | Buffer)[]): Promise<unknown> {
    return this.run((client) => runScript(client, script, args, "bytes"));
  }

  /** Runs commands on the client. Rejects with `UNAVAILABLE`. */
  async run<T>(command: (client: RedisClient) => Promise<T>): Promise<T> {
    // While one call finds out, the others don't pile up behind it.
    const trying = this.#state.status === "trying";
    this.#state = this.#asked();
    const { client = "", meter } = this.#measured ?? {};
    if (trying || this.#state.status === "open") {
      meter?.failed(client, "breaker");
      throw unavailable("Redis doesn't answer");
    }
    const since = meter && this.#clock.monotonic();
    try {
      // The client of a Redis Cluster would keep the command for later.
      if (this.#client.status !== "ready") throw new Error("there is no connection to Redis");
      const answer = await command(this.#client);
      this.#state = nextBreakerState(this.#state, { type: "succeeded" }, RULES);
      return answer;
    } catch (error) {
      this.#failed(error);
      meter?.failed(client, redisErrorKind(error));
      throw unavailable("Redis refused or lost a command", error);
    } finally {
      if (since !== undefined) meter?.took(client, (this.#clock.monotonic() - since) / 1_000);
    }
  }

  #failed(error: unknown): void {
    const before = this.#state;
    // An error that Redis itself wrote shows that it answers.
    const event: BreakerEvent = isReply(error)
      ? { type: "succeeded" }
      : { type: "failed", at: this.#clock.monotonic() };
    const state = nextBreakerState(before, event, RULES);
    this.#state = state;
    if (state.status === "open" && before.status !== "open" && isSilence(error)) this.#onSilent();
  }

  #asked(): BreakerState {
    return nextBreakerState(this.#state, { type: "asked", at: this.#clock.monotonic() }, RULES);
  }
}

function unavailable(message: string, error?: unknown): Error {
  return systemError(
    "UNAVAILABLE",
    `${message}; try again soon`,
    error === undefined ? {} : { cause: redisFailure(error) },
  );
}

import { VolleyError } from "@volley/protocol";
import {
  type Cancel,
  type Clock,
  decodeJson,
  encodeJson,
  encodeRefresh,
  type Frame,
  fromWireError,
  parseRefreshed,
} from "@volley/protocol/internal";
import type { Logger } from "../base/logger.js";
import { type BackoffOptions, backoffMs } from "../connection/backoff.js";
import { keepToken, type TokenSource } from "./token-source.js";

/** What bringing fresh tokens takes. */
export interface TokenRefreshPorts {
  readonly tokens: TokenSource;
  readonly clock: Clock;
  readonly random: () => number;
  readonly backoff: BackoffOptions;
  /** How long one attempt may take, the answer included, in ms. */
  readonly timeoutMs: number;
  readonly logger: Logger;
  /** Gives an id that no request of this session has. */
  readonly nextId: () => number;
  readonly send: (frame: Uint8Array) => void;
}

/** Brings fresh tokens over one connection when the server asks for them, and tries again until it has taken one. */
export class TokenRefresh {
  readonly #ports: TokenRefreshPorts;
  #stopTimer: Cancel = () => {};
  #attempt: AbortController | undefined;
  #id: number | undefined;
  #failures = 0;

  constructor(ports: TokenRefreshPorts) {
    this.#ports = ports;
  }

  /** The server wants a fresh token. */
  wanted(): void {
    this.#failures = 0;
    void this.#try();
  }

  /** Takes a reply or an error, if it answers the last token. */
  answered(frame: Extract<Frame, { kind: "reply" | "error" }>): boolean {
    if (this.#id === undefined || frame.id !== this.#id) return false;
    const { tokens, logger } = this.#ports;
    if (frame.kind === "error") {
      this.#failed(fromWireError(decodeJson(frame.payload)));
      return true;
    }
    this.stop();
    const { token } = parseRefreshed(decodeJson(frame.payload));
    if (token !== undefined) void keepToken(tokens, token, logger);
    return true;
  }

  /** The connection is gone: the next one brings a token of its own. */
  stop(): void {
    this.#stopTimer();
    this.#id = undefined;
    this.#attempt?.abort();
    this.#attempt = undefined;
  }

  async #try(): Promise<void> {
    this.stop();
    const { tokens, clock, timeoutMs, nextId, send } = this.#ports;
    const attempt = new AbortController();
    this.#attempt = attempt;
    this.#stopTimer = clock.after(timeoutMs, () => this.#failed(new VolleyError("TIMEOUT", "it took too long")));
    try {
      const token = await tokens.get({ signal: attempt.signal });
      if (attempt.signal.aborted) return;
      this.#id = nextId();
      send(encodeRefresh(this.#id, encodeJson({ token })));
    } catch (thrown) {
      if (!attempt.signal.aborted) this.#failed(thrown);
    }
  }

  /** Until the server ends the connection, any failure may be over soon. */
  #failed(thrown: unknown): void {
    const { backoff, clock, random, logger } = this.#ports;
    this.stop();
    logger.debug("the server took no fresh token yet", { code: VolleyError.from(thrown).code });
    const delayMs = backoffMs(this.#failures++, { ...backoff, random: random() });
    this.#stopTimer = clock.after(delayMs, () => void this.#try());
  }
}

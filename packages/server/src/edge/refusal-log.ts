import type { Clock } from "@volley/protocol/internal";
import type { LogFields, Logger } from "../base/logger.js";

/** How long a line stands for all that say the same, in ms. */
const WINDOW_MS = 60_000;
/** The most lines in that time: an attacker must not fill a disk. */
const MAX_LINES = 20;

/** Says who was refused, once per subject and minute, in few lines whatever happens. */
export class RefusalLog {
  readonly #logger: Logger;
  readonly #clock: Clock;
  readonly #told = new Set<string>();
  #since = Number.NEGATIVE_INFINITY;
  #untold = 0;

  constructor(logger: Logger, clock: Clock) {
    this.#logger = logger;
    this.#clock = clock;
  }

  /** Notes a refusal; `subject` is what the line is about, such as an origin. */
  note(subject: string, message: string, fields: LogFields = {}): void {
    const now = this.#clock.monotonic();
    if (now - this.#since >= WINDOW_MS) this.#begin(now);
    if (this.#told.has(subject) || this.#told.size >= MAX_LINES) {
      this.#untold++;
      return;
    }
    this.#told.add(subject);
    this.#logger.warn(message, fields);
  }

  #begin(now: number): void {
    if (this.#untold > 0) this.#logger.warn("more connections were refused than was said", { refused: this.#untold });
    this.#told.clear();
    this.#untold = 0;
    this.#since = now;
  }
}

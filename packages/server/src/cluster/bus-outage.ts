import type { Clock } from "@volley/protocol/internal";
import type { Bus } from "./bus.js";

/** Knows for how long messages between nodes have not got through, as long as there is the bus. */
export class BusOutage {
  readonly #clock: Clock;
  #since: number | undefined;

  constructor(bus: Pick<Bus, "onChange">, clock: Clock) {
    this.#clock = clock;
    bus.onChange((up) => {
      this.#since = up ? undefined : clock.monotonic();
    });
  }

  /** 0: they get through. */
  get ms(): number {
    return this.#since === undefined ? 0 : this.#clock.monotonic() - this.#since;
  }
}

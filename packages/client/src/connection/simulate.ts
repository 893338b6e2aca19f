import type { Cancel, Clock } from "@volley/protocol/internal";
import type { OpenTransport } from "./transport.js";

/** How bad a network is to be, and what it takes to make it so. */
export interface Weather {
  /** How long a message takes in either direction. */
  readonly latencyMs: number;
  /** The most that chance adds to it. */
  readonly jitterMs: number;
  /** How many messages of one meet a lost packet. */
  readonly lossRate: number;
  readonly clock: Clock;
  readonly random: () => number;
}

/** How long a stream stalls when a packet is lost: about the shortest time-out of TCP. */
const RESEND_MS = 200;

/** Puts bad weather between a client and its transport. */
export function simulate(open: OpenTransport, weather: Weather): OpenTransport {
  return (hello, events) => {
    const down = new Lane(weather);
    const up = new Lane(weather);
    const transport = open(hello, {
      message: (bytes) => down.pass(() => events.message(bytes)),
      refused: (refusal) => down.pass(() => events.refused(refusal)),
      closed: (why) => down.pass(() => events.closed(why)),
    });
    return {
      send: (message) => up.pass(() => transport.send(message)),
      close: (how) => {
        down.stop();
        up.stop();
        transport.close(how);
      },
    };
  };
}

/** One direction. What enters first leaves first, however long it takes. */
class Lane {
  readonly #weather: Weather;
  readonly #waiting: { readonly run: () => void; readonly at: number }[] = [];
  #stopTimer: Cancel = () => {};

  constructor(weather: Weather) {
    this.#weather = weather;
  }

  pass(run: () => void): void {
    const { latencyMs, jitterMs, lossRate, clock, random } = this.#weather;
    const stallMs = random() < lossRate ? RESEND_MS : 0;
    this.#waiting.push({ run, at: clock.monotonic() + latencyMs + jitterMs * random() + stallMs });
    if (this.#waiting.length === 1) this.#wait();
  }

  stop(): void {
    this.#stopTimer();
    this.#waiting.length = 0;
  }

  #wait(): void {
    const [first] = this.#waiting;
    const { clock } = this.#weather;
    if (first !== undefined) this.#stopTimer = clock.after(first.at - clock.monotonic(), () => this.#release());
  }

  /** Lets out the first, and whatever it held up. */
  #release(): void {
    const now = this.#weather.clock.monotonic();
    let [next] = this.#waiting;
    do {
      next?.run();
      this.#waiting.shift();
      [next] = this.#waiting;
    } while (next !== undefined && next.at <= now);
    this.#wait();
  }
}

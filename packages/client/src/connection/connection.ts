import { type EndingReason, VolleyError } from "@volley/protocol";
import {
  type Cancel,
  CLIENT_LIMITS,
  type Clock,
  DEFAULT_LIMITS,
  decodeJson,
  decodeMessage,
  encodePing,
  type Frame,
  type Hello,
  PROTOCOL_VERSIONS,
  parseEnding,
  parseWelcome,
  type Welcome,
  type WireLimits,
} from "@volley/protocol/internal";
import { type Turn, Turns } from "../base/turns.js";
import { toMessages } from "./batch.js";
import { type ConnectionEnd, toConnectionEnd } from "./connection-end.js";
import { Heartbeat, type HeartbeatTimes } from "./heartbeat.js";
import type { ServerClock } from "./server-clock.js";
import type { OpenTransport, Transport } from "./transport.js";

/** What connections are made with. */
export interface ConnectionPorts {
  readonly openTransport: OpenTransport;
  /** Prepares what to say first; a fresh token above all. */
  readonly hello: (signal: AbortSignal) => Promise<Hello>;
  readonly clock: Clock;
  readonly serverClock: ServerClock;
  readonly heartbeat: HeartbeatTimes;
  /** How long it may take until the welcome, in ms. */
  readonly connectTimeoutMs: number;
}

/** What a connection reports: one welcome, then frames and pings, then one end. */
export interface ConnectionEvents {
  welcomed(welcome: Welcome): void;
  /**
   * A reply, an error, a push, or something newer came. Returns what is to be done about it, in its turn: when
   * everything that came before is done, and whoever waited for that has gone on.
   */
  frame(frame: Frame): Turn | undefined;
  /** A ping goes out now. There is never more than one under way. */
  pinged(): void;
  /** Its pong came. */
  ponged(): void;
  /** It is over, or never came about. Not called after `close`. */
  ended(end: ConnectionEnd): void;
}

/** One connection, from fetching its token to its end. Starts at once. */
export class Connection {
  readonly #ports: ConnectionPorts;
  readonly #events: ConnectionEvents;
  readonly #attempt = new AbortController();
  readonly #heartbeat: Heartbeat;
  readonly #stopDeadline: Cancel;
  readonly #turns = new Turns();
  #phase: "opening" | "open" | "over" = "opening";
  #transport: Transport | undefined;
  #limits: WireLimits = DEFAULT_LIMITS;
  /** What the server said in parting. Nothing counts that comes behind it. */
  #goodbye: ConnectionEnd | undefined;

  constructor(ports: ConnectionPorts, events: ConnectionEvents) {
    this.#ports = ports;
    this.#events = events;
    const { clock, connectTimeoutMs, heartbeat } = ports;
    this.#heartbeat = new Heartbeat({
      ...heartbeat,
      clock,
      ping: (id) => this.#ping(id),
      silent: () => this.#fail("silent", `no pong within ${heartbeat.timeoutMs} ms`),
    });
    this.#stopDeadline = clock.after(connectTimeoutMs, () =>
      this.#fail("network", `no welcome within ${connectTimeoutMs} ms`),
    );
    void this.#open();
  }

  /** Sends frames, in as few messages as the server takes. */
  send(frames: readonly Uint8Array[]): void {
    for (const message of toMessages(frames, this.#limits)) if (this.#phase === "open") this.#transport?.send(message);
  }

  /** Ends it without a word; `leaving`: with one, if the client won't come back. */
  close(how?: { readonly leaving: boolean }): void {
    if (this.#phase === "over") return;
    this.#phase = "over";
    this.#stopDeadline();
    this.#heartbeat.stop();
    this.#attempt.abort();
    this.#transport?.close(how);
  }

  /** Asks at once whether everything sent so far has been read; the pong says so. */
  probe(): void {
    if (this.#phase === "open") this.#heartbeat.hurry();
  }

  async #open(): Promise<void> {
    try {
      const hello = await this.#ports.hello(this.#attempt.signal);
      if (this.#isOver()) return;
      const transport = this.#ports.openTransport(hello, {
        message: (bytes) => this.#receive(bytes),
        refused: (refusal) => this.#end(refusal),
        closed: (why) => this.#fail("network", why),
      });
      this.#transport = transport;
      // It may have failed before it was returned.
      if (this.#isOver()) transport.close();
    } catch (thrown) {
      const { code, message } = VolleyError.from(thrown);
      this.#fail(code === "UNAUTHORIZED" ? "unauthorized" : "network", message, thrown);
    }
  }

  #receive(bytes: Uint8Array): void {
    try {
      for (const frame of decodeMessage(bytes, CLIENT_LIMITS)) {
        if (this.#isOver() || this.#goodbye !== undefined) return;
        this.#handle(frame);
      }
    } catch (thrown) {
      this.#fail("protocol", VolleyError.from(thrown).message, thrown);
    }
  }

  #handle(frame: Frame): void {
    if (frame.kind === "goodbye") return this.#part(toConnectionEnd(parseEnding(decodeJson(frame.payload))));
    if ((frame.kind === "welcome") !== (this.#phase === "opening")) {
      return this.#fail("protocol", `a frame of the kind "${frame.kind}" came out of turn`);
    }
    if (frame.kind === "welcome") return this.#welcome(parseWelcome(decodeJson(frame.payload)));
    if (frame.kind === "pong") return this.#pong(frame.id, frame.now);
    const turn = this.#events.frame(frame);
    if (turn !== undefined) this.#turns.take(turn);
  }

  #part(goodbye: ConnectionEnd): void {
    this.#goodbye = goodbye;
    this.#turns.take(() => this.#end(goodbye));
  }

  #welcome(welcome: Welcome): void {
    const [lowest, highest] = PROTOCOL_VERSIONS;
    if (welcome.protocol < lowest || welcome.protocol > highest) {
      return this.#fail("version", `the server speaks version ${welcome.protocol}`);
    }
    this.#phase = "open";
    this.#stopDeadline();
    this.#limits = welcome.limits;
    this.#ports.serverClock.restart(welcome.now);
    this.#events.welcomed(welcome);
    if (!this.#isOver()) this.#heartbeat.start();
  }

  #ping(id: number): void {
    this.#events.pinged();
    this.send([encodePing(id)]);
  }

  #pong(id: number, serverNow: number): void {
    const rttMs = this.#heartbeat.pong(id);
    if (rttMs === undefined) return;
    this.#ports.serverClock.sample(serverNow, rttMs);
    this.#events.ponged();
  }

  #fail(reason: EndingReason, text: string, cause?: unknown): void {
    this.#end(toConnectionEnd({ reason, text }, cause));
  }

  #end(end: ConnectionEnd): void {
    if (this.#phase === "over") return;
    this.close();
    this.#events.ended(this.#goodbye ?? end);
  }

  /** A method, since the phase changes behind the compiler's back whenever something outside is called. */
  #isOver(): boolean {
    return this.#phase === "over";
  }
}

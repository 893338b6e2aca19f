import type { OpenTransport, TransportEvents } from "@volley/client/internal";
import { formatHello, formatRefusal, parseRefusal } from "@volley/protocol/internal";
import { RefusedError } from "../gateway/admission.js";
import type { Attachment } from "../gateway/attachment.js";
import type { Gateway } from "../gateway/gateway.js";
import type { Connection } from "../session/connection.js";

/** The network between test clients and a gateway: the same bytes as on a socket, and no socket. */
export class MemoryNetwork {
  readonly #gateway: Gateway;
  readonly #wires = new Set<Wire>();

  constructor(gateway: Gateway) {
    this.#gateway = gateway;
  }

  /** Makes the `openTransport` of one client; `address` is what the server sees. */
  opener(address: string): OpenTransport {
    return (hello, events) => {
      const wire = new Wire(address, events, () => this.#wires.delete(wire));
      this.#wires.add(wire);
      // Through JSON, as Socket.IO does it.
      void wire.open(this.#gateway, JSON.parse(JSON.stringify(formatHello(hello))));
      return {
        send: (message) => wire.toServer(message),
        close: ({ leaving = false } = {}) => wire.cut("closed by the client", leaving ? "client" : "network"),
      };
    };
  }

  /** Breaks every connection with this address, as a lost network does. */
  cut(address: string): void {
    for (const wire of this.#wires) if (wire.address === address) wire.cut("the network was cut");
  }
}

/** One connection: two queues of messages, each delivered in order and never inside the call that sent them. */
class Wire {
  readonly address: string;
  readonly #events: TransportEvents;
  readonly #onEnd: () => void;
  readonly #left = new AbortController();
  #attachment: Attachment | undefined;
  #open = true;

  constructor(address: string, events: TransportEvents, onEnd: () => void) {
    this.address = address;
    this.#events = events;
    this.#onEnd = onEnd;
  }

  async open(gateway: Gateway, hello: unknown): Promise<void> {
    try {
      const admission = await gateway.admit({ hello, address: this.address, signal: this.#left.signal });
      if (this.#open) this.#attachment = gateway.open(admission, this.#connection());
    } catch (error) {
      const refusal = error instanceof RefusedError ? formatRefusal(error.refusal) : undefined;
      if (this.#end()) this.#events.refused(parseRefusal(JSON.parse(JSON.stringify(refusal ?? null))));
    }
  }

  toServer(message: Uint8Array): void {
    queueMicrotask(() => {
      if (this.#open) this.#attachment?.receive(message);
    });
  }

  /** Ends it for both sides. */
  cut(why: string, reason: "client" | "network" = "network"): void {
    if (!this.#end()) return;
    this.#attachment?.lost({ reason, text: why });
    queueMicrotask(() => this.#events.closed(why));
  }

  #connection(): Connection {
    return {
      info: { address: this.address, transport: "memory" },
      queuedBytes: 0,
      // Nothing ever waits.
      onDrain: () => {},
      send: (message) =>
        queueMicrotask(() => {
          if (this.#open) this.#events.message(message);
        }),
      // Behind the messages that are on their way.
      close: () => queueMicrotask(() => queueMicrotask(() => this.cut("closed by the server"))),
    };
  }

  #end(): boolean {
    if (!this.#open) return false;
    this.#open = false;
    this.#left.abort();
    this.#onEnd();
    return true;
  }
}

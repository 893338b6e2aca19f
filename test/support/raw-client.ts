import { CLIENT_LIMITS, decodeMessage, type Frame, formatHello, fromUtf8, type Hello } from "@volley/protocol/internal";
import { type ClientOptions, WebSocket } from "ws";

/** What a raw client says first unless told otherwise. */
export const HELLO: Hello = { protocol: [1, 1], contract: "", serializer: "json", token: null, handshake: {} };

/** A client without manners: it speaks WebSocket, and says what the test wants, when the test wants. */
export class RawClient {
  readonly #socket: WebSocket;
  /** Every WebSocket message that came: texts as they are, bytes as frames. */
  readonly received: (string | Frame[])[] = [];
  readonly #waiters = new Set<() => void>();
  #closed = false;

  constructor(url: string, options: ClientOptions = {}) {
    this.#socket = new WebSocket(`${url.replace(/^http/, "ws")}/volley/?EIO=4&transport=websocket`, options);
    this.#socket.on("message", (data: Buffer, isBinary) => {
      this.received.push(isBinary ? decodeMessage(new Uint8Array(data), CLIENT_LIMITS) : data.toString());
      // Engine.IO's ping.
      if (!isBinary && data.toString() === "2") this.#socket.send("3");
      this.#wake();
    });
    this.#socket.on("close", () => {
      this.#closed = true;
      this.#wake();
    });
    this.#socket.on("error", () => {});
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Binary messages only, one entry per WebSocket message. */
  get messages(): Frame[][] {
    return this.received.filter((each): each is Frame[] => Array.isArray(each));
  }

  get frames(): Frame[] {
    return this.messages.flat();
  }

  /** Waits until the WebSocket stands and Engine.IO has said hello. */
  async open(): Promise<this> {
    await this.until(() => this.received.some((each) => typeof each === "string" && each.startsWith("0")));
    return this;
  }

  /** Shakes hands as a client does; waits for the welcome. */
  async join(hello: Partial<Hello> = {}): Promise<this> {
    await this.open();
    this.send(`40${JSON.stringify(formatHello({ ...HELLO, ...hello }))}`);
    await this.until(() => this.frames.some(({ kind }) => kind === "welcome"));
    return this;
  }

  send(message: string | Uint8Array): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(message);
  }

  /** Reads a JSON payload of the last frame of a kind. */
  json(kind: "welcome" | "error" | "goodbye" | "reply"): unknown {
    const frame = this.frames.filter((each) => each.kind === kind).at(-1);
    return frame === undefined || !("payload" in frame) ? undefined : JSON.parse(fromUtf8(frame.payload));
  }

  /** Waits for something to become true; every message and the end are looked at. Rejects after ten seconds. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = setTimeout(() => {
        this.#waiters.delete(look);
        reject(new Error(`it did not happen; received: ${JSON.stringify(this.received).slice(0, 500)}`));
      }, 10_000);
      const look = (): void => {
        if (!condition()) return;
        clearTimeout(stop);
        this.#waiters.delete(look);
        resolve();
      };
      this.#waiters.add(look);
      look();
    });
  }

  untilClosed(): Promise<void> {
    return this.until(() => this.#closed);
  }

  /** Ends it without a goodbye. */
  terminate(): void {
    this.#socket.terminate();
  }

  /** Stops reading from the socket, as a frozen tab does. */
  pause(): void {
    this.#socket.pause();
  }

  /** Reads on. */
  resume(): void {
    this.#socket.resume();
  }

  #wake(): void {
    for (const look of this.#waiters) look();
  }
}

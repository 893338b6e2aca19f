import { type Ending, VolleyError } from "@volley/protocol";
import { type Clock, encodeGoodbye, encodeJson } from "@volley/protocol/internal";
import type { Logger } from "../base/logger.js";
import type { ConnectionHooks, ConnectionLayer, LayeredConnection } from "../edge/connection-layer.js";
import { LayerChain } from "../edge/layer-chain.js";
import type { Connection } from "../session/connection.js";
import type { Attachment } from "./attachment.js";

/** What links with layers are made with. */
export interface ConnectionLayers {
  readonly layers: readonly ConnectionLayer[];
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The most bytes of a client's that layers may keep. */
const MAX_WAITING_BYTES = 256 * 1024;
/** How long a connection that is closed waits for what layers keep, in ms. */
const CLOSE_WITHIN_MS = 1_000;
const BUSY: Ending = { reason: "busy", text: "messages came faster than they could be taken", retryAfterMs: 1_000 };
const BROKEN: Ending = { reason: "busy", text: "the connection could not be set up", retryAfterMs: 1_000 };

/** Stands between a connection and its session, with the app's layers around every message. */
export class LayeredLink implements Connection, Attachment {
  readonly #connection: Connection;
  readonly #parts: ConnectionLayers;
  readonly #hooks: readonly ConnectionHooks[];
  readonly #chain: LayerChain;
  /** False as long as the layers are asked what they want: one may end the connection then. */
  #isMade = false;
  #endedEarly: Ending | undefined;
  #attachment: Attachment | undefined;
  #lost: Ending | undefined;
  #closing: Ending | undefined;
  #onDrain: () => void = () => {};

  constructor(connection: Connection, handshake: Readonly<Record<string, unknown>>, parts: ConnectionLayers) {
    const { clock } = parts;
    this.#connection = connection;
    this.#parts = parts;
    this.#hooks = this.#ask({
      ...connection.info,
      headers: connection.headers ?? {},
      handshake,
      close: (ending) => this.#end(ending),
    });
    this.#chain = new LayerChain({
      hooks: this.#hooks,
      receive: (message) => this.#attachment?.receive(message),
      send: (message) => connection.send(message),
      failed: (error) => this.#failed(error),
      sent: () => this.#sent(),
      clock,
    });
    this.#isMade = true;
    if (this.#endedEarly !== undefined) this.lost(this.#endedEarly);
  }

  /** Opens the session, unless a layer has ended the connection already. */
  open(open: (connection: Connection) => Attachment): Attachment {
    if (this.#lost !== undefined) return this;
    this.#attachment = open(this);
    return this;
  }

  get info(): Connection["info"] {
    return this.#connection.info;
  }

  get headers(): Connection["headers"] {
    return this.#connection.headers;
  }

  get queuedBytes(): number {
    return this.#connection.queuedBytes + this.#chain.waitingToSend;
  }

  onDrain(handler: () => void): void {
    this.#onDrain = handler;
    this.#connection.onDrain(handler);
  }

  send(message: Uint8Array): void {
    if (this.#lost === undefined) this.#chain.send(message);
  }

  close(ending: Ending): void {
    if (this.#lost !== undefined || this.#chain.waitingToSend === 0) return this.#connection.close(ending);
    this.#closing = ending;
    this.#parts.clock.after(CLOSE_WITHIN_MS, () => this.#connection.close(ending));
  }

  receive(message: Uint8Array): void {
    if (this.#lost !== undefined) return;
    this.#chain.receive(message);
    if (this.#chain.waitingToReceive > MAX_WAITING_BYTES) this.#end(BUSY);
  }

  lost(ending: Ending): void {
    if (this.#lost !== undefined) return;
    this.#lost = ending;
    this.#chain.end();
    for (const hooks of this.#hooks) this.#guard("a connection layer's `closed` failed", () => hooks.closed?.());
    this.#attachment?.lost(ending);
  }

  /** Asks the layers what they want of this connection. One that can't say must not be left out: it may be a guard. */
  #ask(facts: LayeredConnection): readonly ConnectionHooks[] {
    return this.#parts.layers.flatMap((layer) => {
      const ask = (): ConnectionHooks | undefined => layer(facts);
      return this.#guard("a connection layer failed; its connection is ended", ask, () => this.#end(BROKEN)) ?? [];
    });
  }

  #sent(): void {
    if (this.#closing !== undefined) this.#connection.close(this.#closing);
    else this.#onDrain();
  }

  #failed(error: unknown): void {
    if (VolleyError.is(error, "BAD_REQUEST")) return this.#end({ reason: "protocol", text: error.message });
    this.#parts.logger.error("a connection layer failed; its connection is ended", { error });
    this.#end({ reason: "network", text: "the connection could not be carried on" });
  }

  /** Ends the connection with a word to its client that passes no layer: what they keep is dropped. */
  #end(ending: Ending): void {
    if (this.#lost !== undefined || this.#endedEarly !== undefined) return;
    this.#connection.send(encodeGoodbye(encodeJson(ending)));
    this.#connection.close(ending);
    if (this.#isMade) this.lost(ending);
    else this.#endedEarly = ending;
  }

  #guard<T>(message: string, run: () => T, failed: () => void = () => {}): T | undefined {
    try {
      return run();
    } catch (error) {
      this.#parts.logger.error(message, { error });
      failed();
      return undefined;
    }
  }
}

import type { Ending } from "@volley/protocol";
import { encodeGoodbye, encodeJson } from "@volley/protocol/internal";
import type { Connection } from "../session/connection.js";
import type { Attachment } from "./attachment.js";

/** A connection of which it isn't known yet to which session it belongs. */
export class PendingAttachment implements Attachment {
  readonly #connection: Connection;
  #inner: Attachment | undefined;
  #lost: Ending | undefined;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Whether the connection is gone already. */
  get isLost(): boolean {
    return this.#lost !== undefined;
  }

  receive(message: Uint8Array): void {
    if (this.#inner !== undefined) return this.#inner.receive(message);
    if (!this.isLost) this.end({ reason: "protocol", text: "a message came before the welcome" });
  }

  lost(ending: Ending): void {
    this.#lost ??= ending;
    this.#inner?.lost(ending);
  }

  /** Hands everything on to what the connection belongs to. */
  become(inner: Attachment): void {
    this.#inner = inner;
    if (this.#lost !== undefined) inner.lost(this.#lost);
  }

  /** Turns the connection away. */
  end(ending: Ending): void {
    this.#lost ??= ending;
    this.#connection.send(encodeGoodbye(encodeJson(ending)));
    this.#connection.close(ending);
  }
}

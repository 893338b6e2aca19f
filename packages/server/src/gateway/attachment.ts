import type { Ending } from "@volley/protocol";

/** What an acceptor holds of a client that is in. */
export interface Attachment {
  /** Takes one message of the client's. */
  receive(message: Uint8Array): void;
  /** Tells that the connection is gone. */
  lost(ending: Ending): void;
}

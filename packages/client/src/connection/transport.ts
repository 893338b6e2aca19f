import type { Hello, Refusal } from "@volley/protocol/internal";

/** One open (or opening) way to the server. */
export interface Transport {
  /** Sends one message. Messages arrive whole and in order, or not at all. */
  send(message: Uint8Array): void;
  /** Ends it after what was sent; no event comes any more. `leaving`: the client won't come back, and says so. */
  close(how?: { readonly leaving?: boolean }): void;
}

/** What a transport reports. After `refused` or `closed` it reports nothing more. */
export interface TransportEvents {
  message(bytes: Uint8Array): void;
  /** The server turned this client away before there was a session. */
  refused(refusal: Refusal): void;
  /** It couldn't be opened, or it ended; `why` is for people. */
  closed(why: string): void;
}

/** Starts to open a transport that presents `hello` to the server. */
export type OpenTransport = (hello: Hello, events: TransportEvents) => Transport;

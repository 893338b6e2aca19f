import type { Unsubscribe } from "../base/unsubscribe.js";

/** Takes a message of a channel. What it throws is logged and counted. */
export type BusReceiver = (message: Uint8Array, channel: string) => void;

/** A channel that is listened to, from now on or from the next connection on. */
export interface BusListening {
  /** Resolves when whatever is published from now on gets here, unless the bus is down then. Never rejects. */
  readonly inForce: Promise<void>;
  readonly stop: Unsubscribe;
}

/**
 * The port that carries messages between nodes. Everything that must keep its order goes through one bus: rooms,
 * calls between nodes and kicks. Messages of one publisher arrive in the order they were published, on all channels;
 * one may be lost, none comes twice. A publisher gets its own messages too.
 */
export interface Bus {
  /**
   * Listens to a channel, or to all that start as it does if it ends with "*". Resolves when that is in force, and
   * stays in force when the connection comes back. Rejects with `UNAVAILABLE`; then nothing is left behind.
   */
  subscribe(channel: string, receive: BusReceiver): Promise<Unsubscribe>;
  /** Listens to one channel, also while the bus is down: it is in force then before the bus is up again. */
  listen(channel: string, receive: BusReceiver): BusListening;
  /**
   * Publishes the bytes as they are now. Resolves with how many nodes got it (one that listens by name and by prefix
   * counts twice), undefined if that can't be known. Rejects with `UNAVAILABLE`: at once when the bus is down or too
   * much is under way; otherwise it may have arrived. A rejection that nobody awaits is only counted.
   */
  publish(channel: string, message: Uint8Array): Promise<number | undefined>;
  /** Whether messages get through, in both directions. */
  readonly up: boolean;
  /** Calls the handler whenever the bus goes down, or is up again: whatever was published in between is lost. */
  onChange(handler: (up: boolean) => void): Unsubscribe;
}

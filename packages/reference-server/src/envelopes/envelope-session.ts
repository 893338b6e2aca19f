import type { Client } from "@volley/client";
import { type Clock, systemError } from "@volley/protocol/internal";
import type { WebSocket } from "ws";
import type { RoomMessage, rooms } from "../contract/rooms-contract.js";
import { type AwayLimits, AwayMessages } from "./away-messages.js";
import { type Inbound, readEnvelope } from "./read-envelope.js";
import { errorEnvelope, gapEnvelope, messageEnvelope, sessionEnvelope } from "./write-envelope.js";

/** What a session is made of. */
export interface EnvelopeSessionParts {
  /** Its stay on the server of rooms. */
  readonly client: Client<typeof rooms>;
  readonly memberId: string;
  readonly clock: Clock;
  readonly away: AwayLimits;
  /** Bytes that may wait for a client that doesn't read. */
  readonly queuedBytes: number;
  /** Called once, when it is over for good. */
  readonly onEnd: () => void;
}

/** WebSocket's own numbers: https://www.iana.org/assignments/websocket/ */
const CODES = { goingAway: 1001, unsupported: 1003, policy: 1008, tryLater: 1013 } as const;
/** A client that can't write envelopes is told so often, then it is sent away. */
const MAX_MALFORMED = 20;
/** Messages of a room that wait while its first ones are fetched. */
const MAX_WAITING = 1_000;

/** One client of envelopes: it outlives its sockets, of which it has one or none. */
export class EnvelopeSession {
  readonly memberId: string;
  readonly #parts: EnvelopeSessionParts;
  readonly #rooms = new Set<string>();
  /** Rooms whose first messages are being fetched: what comes meanwhile waits behind them. */
  readonly #joining = new Map<string, RoomMessage[]>();
  readonly #away: AwayMessages;
  #socket: WebSocket | undefined;
  #awaySince = 0;
  #malformed = 0;
  /** What it asked for that isn't answered yet. */
  #underWay = 0;
  #leaving = false;
  #ended = false;

  constructor(parts: EnvelopeSessionParts) {
    this.#parts = parts;
    this.memberId = parts.memberId;
    this.#away = new AwayMessages(parts.away);
    const { client } = parts;
    client.onPush("rooms.message", (message) => this.#deliver(message));
    client.onStatus((status) => {
      if (status.state === "closed") this.end(CODES.policy, status.cause.text ?? status.cause.reason);
      // A new session is in no room: whoever talks here has to know.
      else if (status.state === "ready" && !status.resumed && this.#rooms.size > 0) {
        this.end(CODES.tryLater, "the session was lost");
      }
    });
  }

  /** How long it has been without a socket, in ms; 0 with one. */
  get awayMs(): number {
    return this.#socket === undefined ? this.#parts.clock.monotonic() - this.#awaySince : 0;
  }

  /** Goes on with a socket: says who it is, what is missing for good, and what came meanwhile. */
  attach(socket: WebSocket, token: string): void {
    this.#socket?.close(CODES.policy, "the session went on elsewhere");
    this.#socket = socket;
    socket.on("message", (data, isBinary) => {
      if (this.#socket !== socket) return;
      if (isBinary) socket.close(CODES.unsupported, "envelopes are text");
      else this.#receive(readEnvelope(String(data)));
    });
    socket.on("close", () => this.#detach(socket));
    this.#send(sessionEnvelope({ token, memberId: this.memberId, rooms: [...this.#rooms] }));
    const { texts, missed } = this.#away.take();
    for (const [room, count] of missed) this.#send(gapEnvelope(room, count));
    for (const text of texts) this.#send(text);
  }

  /** Ends it as soon as what it asked for is answered; nothing new is taken. */
  leave(): void {
    this.#leaving = true;
    if (this.#underWay === 0) this.end();
  }

  /** Ends it for good. */
  end(code: number = CODES.goingAway, why = "the server closes"): void {
    if (this.#ended) return;
    this.#ended = true;
    // 123 bytes is all that a close frame may say.
    this.#socket?.close(code, why.replace(/[^\x20-\x7e]/g, "?").slice(0, 120));
    this.#socket = undefined;
    // It settles whatever happens; nobody waits for it here.
    this.#parts.client.close().catch(() => {});
    this.#parts.onEnd();
  }

  #detach(socket: WebSocket): void {
    if (this.#socket !== socket) return;
    this.#socket = undefined;
    this.#awaySince = this.#parts.clock.monotonic();
  }

  #receive(inbound: Inbound): void {
    switch (inbound.kind) {
      case "join":
        return this.#answer(inbound.room, () => this.#join(inbound.room, inbound.last));
      case "leave":
        return this.#answer(inbound.room, () => this.#leave(inbound.room));
      case "message": {
        const { message, trace } = inbound;
        return this.#answer(message.room, () => this.#parts.client.request("rooms.message", message, { trace }));
      }
      case "unknown":
        return;
      case "malformed":
        this.#malformed += 1;
        this.#send(JSON.stringify({ error: { code: "BAD_REQUEST", message: inbound.why } }));
        if (this.#malformed >= MAX_MALFORMED) this.#socket?.close(CODES.policy, "too many malformed envelopes");
    }
  }

  /** Does what was asked for. What failed is told; what succeeded shows. */
  #answer(room: string, work: () => PromiseLike<unknown>): void {
    if (this.#leaving) {
      const error = systemError("DRAINING", "this server is on its way out; connect again, then send this again");
      return void this.#send(errorEnvelope(error, room));
    }
    this.#underWay += 1;
    const over = (): void => {
      this.#underWay -= 1;
      if (this.#leaving && this.#underWay === 0) this.end();
    };
    work().then(over, (error: unknown) => {
      this.#send(errorEnvelope(error, room));
      over();
    });
  }

  async #join(room: string, last: number): Promise<void> {
    const waiting = this.#joining.get(room) ?? [];
    this.#joining.set(room, waiting);
    let messages: readonly RoomMessage[] = [];
    try {
      ({ messages } = await this.#parts.client.request("rooms.join", { room, last }));
      this.#rooms.add(room);
    } finally {
      this.#joining.delete(room);
      const known = new Set(messages.map(({ id, from }) => `${from} ${id}`));
      const later = waiting.filter(({ id, from }) => !known.has(`${from} ${id}`));
      for (const message of [...messages, ...later]) this.#deliver(message);
    }
  }

  async #leave(room: string): Promise<void> {
    await this.#parts.client.request("rooms.leave", { room });
    this.#rooms.delete(room);
  }

  #deliver(message: RoomMessage): void {
    const waiting = this.#joining.get(message.room);
    if (waiting !== undefined) {
      waiting.push(message);
      if (waiting.length > MAX_WAITING) this.end(CODES.tryLater, "joining took too long for what happens there");
      return;
    }
    const text = messageEnvelope(message);
    if (!this.#send(text)) this.#away.add({ room: message.room, text });
  }

  /** Tells whether there was a socket that takes it. One that doesn't read is cut; its session stays. */
  #send(text: string): boolean {
    const socket = this.#socket;
    if (socket === undefined) return false;
    const isOpen = socket.readyState === socket.OPEN;
    if (isOpen && socket.bufferedAmount <= this.#parts.queuedBytes) {
      socket.send(text);
      return true;
    }
    this.#detach(socket);
    if (isOpen) socket.terminate();
    return false;
  }
}

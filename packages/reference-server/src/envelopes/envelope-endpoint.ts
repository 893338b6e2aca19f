import type { Server as HttpServer, IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { createClient } from "@volley/client";
import { type Cancel, type Clock, toUtf8 } from "@volley/protocol/internal";
import type { AdmittedUpgrade, Authenticate, Logger } from "@volley/server";
import { type WebSocket, WebSocketServer } from "ws";
import { rooms } from "../contract/rooms-contract.js";
import { type EndInTurn, endInTurn } from "./end-in-turn.js";
import { EnvelopeSession } from "./envelope-session.js";
import { SessionTable } from "./session-table.js";
import { type Presented, presentedBy, SUBPROTOCOL } from "./upgrade-request.js";

/** What the endpoint needs. */
export interface EndpointParts {
  /** The URL path of the sockets, such as "/ws". */
  readonly path: string;
  /** Where this process's own server of rooms listens, for its sessions: on this machine only. */
  readonly loopback: { readonly url: string; readonly path: string };
  /** The server's own: asked before there is a session. */
  readonly authenticate: Authenticate;
  /** Refuses who may not connect, as for clients of Volley, and counts who may. */
  readonly admit: (request: IncomingMessage, socket: Duplex) => AdmittedUpgrade | undefined;
  readonly messageBytes: number;
  /** Sessions at once, with and without a socket, and sockets that aren't let in yet. */
  readonly maxSessions: number;
  /** How many messages are kept for who is away. */
  readonly maxReplay: number;
  /** How long a session waits for its client, in ms. */
  readonly graceMs: number;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** What belongs to an upgrade. */
interface Upgrade {
  readonly head: Buffer;
  /** The client's, not a proxy's. */
  readonly address: string;
}

/** How often it is looked who doesn't answer, and who is away for too long, in ms. */
const SWEEP_MS = 10_000;
const AUTHENTICATE_MS = 10_000;
/** There may be room in a moment, or another server behind the same address. */
const BUSY = "503 Service Unavailable\r\nRetry-After: 1";
const AWAY_BYTES = 1_048_576;
const QUEUED_BYTES = 1_048_576;

/**
 * Takes plain WebSockets that speak JSON envelopes. Each is a client of this process's server of rooms, by a connection on
 * this machine, so all that holds for clients of Volley holds for them: rights, limits, order, replay.
 */
export class EnvelopeEndpoint {
  readonly #parts: EndpointParts;
  readonly #sockets: WebSocketServer;
  readonly #sessions = new SessionTable();
  readonly #tokens = new WeakMap<EnvelopeSession, { current: string | null }>();
  readonly #alive = new WeakSet<WebSocket>();
  #pending = 0;
  #stopSweep: Cancel = () => {};
  #endWait: Cancel = () => {};
  #closed = false;

  constructor(parts: EndpointParts) {
    this.#parts = parts;
    this.#sockets = new WebSocketServer({
      ...{ noServer: true, perMessageDeflate: false, maxPayload: parts.messageBytes },
      handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
    });
    this.#sweepLater();
  }

  /** Takes the upgrades of its path, leaves those of Volley's clients, and refuses all others: nobody else would. */
  attach(http: HttpServer): void {
    const { path, loopback } = this.#parts;
    http.on("upgrade", (request, socket: Duplex, head) => {
      const [asked = ""] = (request.url ?? "").split("?", 1);
      if (asked === loopback.path || asked === `${loopback.path}/`) return;
      // Whoever hangs up while it is being let in isn't worth a crash.
      socket.on("error", () => socket.destroy());
      if (asked !== path) return refuse(socket, "404 Not Found");
      const admitted = this.#parts.admit(request, socket);
      if (admitted === undefined) return;
      const failed = (error: unknown): void => {
        this.#parts.logger.warn("a plain WebSocket could not be let in", { error });
        refuse(socket, BUSY);
      };
      this.#upgrade(request, socket, { head, address: admitted.address }).catch(failed).finally(admitted.settled);
    });
  }

  /** Ends all sessions in turn, behind the wait; then nobody is let in any more. Resolves when none is left, or in time. */
  async drain({ waitMs, withinMs, perSecond }: EndInTurn & { readonly waitMs: number }): Promise<void> {
    const { clock } = this.#parts;
    await new Promise<void>((resolve) => {
      const stop = clock.after(waitMs, resolve);
      this.#endWait = () => {
        stop();
        resolve();
      };
    });
    this.#closed = true;
    await endInTurn(() => this.#sessions.all(), { clock, withinMs, perSecond });
  }

  /** Ends all sessions; their clients are told that the server goes. */
  close(): void {
    this.#closed = true;
    this.#stopSweep();
    this.#endWait();
    for (const session of this.#sessions.all()) session.end();
    this.#sockets.close();
  }

  async #upgrade(request: IncomingMessage, socket: Duplex, { head, address }: Upgrade): Promise<void> {
    const { maxSessions } = this.#parts;
    const presented = presentedBy(request);
    const known = presented.session === undefined ? undefined : this.#sessions.find(presented.session);
    const isFull = this.#sessions.size + this.#pending >= maxSessions;
    if (this.#closed || (isFull && known === undefined)) return refuse(socket, BUSY);
    this.#pending += 1;
    try {
      const who = await this.#whoIs(presented, address);
      // A guest comes back by its session alone: it has nothing else.
      const isGuest = known?.memberId.startsWith("guest-") === true && presented.token === null;
      if (who === null) return refuse(socket, "401 Unauthorized");
      if (this.#closed || socket.destroyed) return refuse(socket, BUSY);
      const token = presented.token ?? who.token ?? null;
      // Looked up again: somebody else may have come back with this token meanwhile.
      const still = known !== undefined && this.#sessions.find(presented.session ?? "") === known;
      const mayGoOn = still && (isGuest || known.memberId === who.uid);
      if (mayGoOn && !isGuest) this.#tokensOf(known).current = token;
      this.#sockets.handleUpgrade(request, socket, head, (opened) =>
        this.#take(mayGoOn ? known : this.#open(who.uid, token), opened),
      );
    } finally {
      this.#pending -= 1;
    }
  }

  async #whoIs({ token }: Presented, address: string) {
    const { authenticate, clock } = this.#parts;
    const tooLate = new AbortController();
    const stop = clock.after(AUTHENTICATE_MS, () => tooLate.abort());
    const late = new Promise<never>((_, reject) => {
      tooLate.signal.addEventListener("abort", () => reject(new Error("authenticate took too long")), { once: true });
    });
    try {
      const attempt = { token, handshake: {}, address, signal: tooLate.signal };
      return await Promise.race([authenticate(attempt), late]);
    } finally {
      stop();
    }
  }

  #open(memberId: string, token: string | null): EnvelopeSession {
    const { loopback, logger, clock, maxReplay } = this.#parts;
    const tokens = { current: token };
    const client = createClient(rooms, { ...loopback, token: () => tokens.current, logger: quiet(logger) });
    const session: EnvelopeSession = new EnvelopeSession({
      ...{ client, memberId, clock, queuedBytes: QUEUED_BYTES },
      away: { messages: maxReplay, bytes: AWAY_BYTES },
      onEnd: () => this.#sessions.delete(session),
    });
    this.#tokens.set(session, tokens);
    return session;
  }

  #tokensOf(session: EnvelopeSession): { current: string | null } {
    return this.#tokens.get(session) ?? { current: null };
  }

  #take(session: EnvelopeSession, socket: WebSocket): void {
    this.#alive.add(socket);
    socket.on("pong", () => this.#alive.add(socket));
    // A close follows, and says enough.
    socket.on("error", () => {});
    session.attach(socket, this.#sessions.issue(session));
  }

  #sweepLater(): void {
    this.#stopSweep = this.#parts.clock.after(SWEEP_MS, () => {
      for (const socket of this.#sockets.clients) {
        if (this.#alive.delete(socket)) socket.ping();
        else socket.terminate();
      }
      for (const session of this.#sessions.all()) if (session.awayMs > this.#parts.graceMs) session.end();
      this.#sweepLater();
    });
  }
}

/** Answers an upgrade by plain HTTP, and hangs up. */
function refuse(socket: Duplex, status: string): void {
  socket.end(toUtf8(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`));
  socket.once("finish", () => socket.destroy());
}

/** What these clients meet is this server's own doing, and logged there. */
function quiet(logger: Logger): Logger {
  const debug = logger.debug.bind(logger);
  return { debug, info: debug, warn: debug, error: debug };
}

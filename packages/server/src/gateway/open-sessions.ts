import { type Ending, VolleyError } from "@volley/protocol";
import { decodeMessage, encodeGoodbye, encodeJson } from "@volley/protocol/internal";
import { Dispatcher } from "../dispatch/dispatcher.js";
import type { Connection } from "../session/connection.js";
import type { LiveSession } from "../session/live-session.js";
import type { SessionPorts } from "../session/session-ports.js";
import type { Admission } from "./admission.js";
import type { Attachment } from "./attachment.js";
import type { GatewayParts } from "./gateway-parts.js";
import { Refreshes } from "./refreshes.js";
import { SessionMember } from "./session-member.js";

/** The connection of a session ended because another one took its place. */
const TAKEN_OVER: Ending = { reason: "network", text: "the session goes on over another connection" };

/** What came over a connection of a session. */
interface Received {
  readonly generation: number;
  readonly message: Uint8Array;
  /** The name of the client, if it has one. */
  readonly client: string | undefined;
}

/** The sessions that connections of this node belong or belonged to, and what takes their messages to handlers. */
export class OpenSessions {
  /** What sessions of this node are made with. */
  readonly ports: SessionPorts<LiveSession>;
  readonly #parts: GatewayParts;
  readonly #refreshes: Refreshes;
  readonly #dispatchers = new Map<LiveSession, Dispatcher>();
  /** Those of sessions that went on elsewhere, which finish what is under way. */
  readonly #parting = new Set<Dispatcher>();
  #moves = 0;

  constructor(parts: GatewayParts) {
    this.#parts = parts;
    this.#refreshes = new Refreshes(parts);
    this.ports = {
      ...parts.ports,
      binding: (session, uid) => parts.hooks.binding(session, uid),
      bound: (session) => this.#bound(session),
      unbound: (session, uid) => parts.bindings.undo(session, uid),
      changed: (session) => parts.resumes?.changed(session),
      detached: (session, ending) => this.#detached(session, ending),
      moved: (session, mode) => this.#moved(session, mode),
      closed: (session, ending, wasConnected) => this.#closed(session, ending, wasConnected),
    };
  }

  /** How many sessions went on elsewhere, and how many messages of clients are under way. */
  get counts(): { readonly moved: number; readonly underWay: number } {
    const working = [...this.#dispatchers.values(), ...this.#parting];
    return { moved: this.#moves, underWay: working.reduce((sum, { underWay }) => sum + underWay, 0) };
  }

  /** Ends a session as soon as what is under way for it is done. */
  finish(session: LiveSession, ending: Ending): void {
    const dispatcher = this.#dispatchers.get(session);
    if (dispatcher === undefined) session.close(ending);
    else this.#whenDone(dispatcher, () => session.close(ending));
  }

  /** Makes a session with a connection known on this node. */
  adopt(session: LiveSession): void {
    const { sessions, rooms, dispatch } = this.#parts;
    this.#dispatchers.set(session, new Dispatcher(session, dispatch));
    sessions.add(session);
    rooms.open(session.id, new SessionMember(session, this.#parts));
  }

  /** How many messages of clients are under way: in all, and of the session with most. */
  get underWay(): { readonly all: number; readonly max: number } {
    const counts = [...this.#dispatchers.values()].map(({ underWay }) => underWay);
    return {
      all: counts.reduce((all, each) => all + each, 0),
      max: counts.reduce((most, each) => Math.max(most, each), 0),
    };
  }

  /** What an acceptor holds of a session's connection. */
  attachment(session: LiveSession, { hello }: Pick<Admission, "hello">): Attachment {
    const { generation } = session;
    return {
      receive: (message) => this.#receive(session, { generation, message, client: hello.client }),
      lost: (ending) => session.detach(generation, ending),
    };
  }

  /** Ends the connection that another one replaced, in a handover when what came over it is done. */
  part(session: LiveSession, old: Connection, mode: "takeover" | "handover"): void {
    const dispatcher = this.#dispatchers.get(session);
    const end = (): void => {
      old.send(encodeGoodbye(encodeJson(TAKEN_OVER)));
      old.close(TAKEN_OVER);
    };
    if (mode === "handover" && dispatcher !== undefined) return this.#whenDone(dispatcher, end);
    dispatcher?.abortRequests();
    end();
  }

  #receive(session: LiveSession, { generation, message, client }: Received): void {
    const dispatcher = this.#dispatchers.get(session);
    if (session.closed || session.generation !== generation || dispatcher === undefined) return;
    if (!session.open) return session.close({ reason: "protocol", text: "a message came before the welcome" });
    this.#parts.resumes?.confirmed(session, generation);
    dispatcher.arrived(message.length);
    try {
      for (const frame of decodeMessage(message, this.#parts.limits)) {
        // A handler that runs at once may have ended the session, or a limit the connection.
        if (session.closed || !session.connected) return;
        if (frame.kind === "refresh") this.#refreshes.take(session, frame);
        else dispatcher.receive(frame, client);
      }
    } catch (thrown) {
      const { code, message: text } = VolleyError.from(thrown);
      if (code === "INTERNAL") this.#parts.dispatch.logger.error("a message could not be handled", { error: thrown });
      session.close({ reason: "protocol", text });
    }
  }

  async #bound(session: LiveSession): Promise<void> {
    this.#parts.identities.bound(session);
    await this.#parts.bindings.bind(session);
    await this.#parts.hooks.bound(session);
  }

  #detached(session: LiveSession, ending: Ending): boolean {
    this.#parts.meters?.connectionsEnded(1, { reason: ending.reason });
    this.#parts.identities.disconnected(session);
    if (!this.#parts.resumes?.detached(session, ending)) return false;
    this.#dispatchers.get(session)?.abortRequests();
    this.#parts.bindings.setConnected(session, false);
    return true;
  }

  #moved(session: LiveSession, mode: "takeover" | "handover"): void {
    this.#parts.identities.ended(session);
    this.#parts.bindings.moved(session);
    this.#parts.moved(session.id);
    const dispatcher = this.#dispatchers.get(session);
    this.#dispatchers.delete(session);
    this.#moves++;
    const end = (): void => {
      session.close(TAKEN_OVER);
      dispatcher?.close();
    };
    if (mode !== "handover" || dispatcher === undefined) return end();
    this.#parting.add(dispatcher);
    this.#whenDone(dispatcher, () => {
      this.#parting.delete(dispatcher);
      end();
    });
  }

  #closed(session: LiveSession, ending: Ending, wasConnected: boolean): void {
    if (wasConnected) this.#parts.meters?.connectionsEnded(1, { reason: ending.reason });
    this.#parts.meters?.sessionsEnded(1, { reason: ending.reason });
    this.#parts.identities.ended(session);
    this.#parts.resumes?.ended(session);
    this.#parts.bindings.ended(session, ending);
    this.#dispatchers.get(session)?.close();
    this.#dispatchers.delete(session);
    this.#parts.hooks.closed(session, ending);
  }

  /** Waits for what is under way now, but not for ever. */
  #whenDone(dispatcher: Dispatcher, then: () => void): void {
    const { deadlines, finishMs, tasks } = this.#parts;
    let over = false;
    const end = (): void => {
      if (over) return;
      over = true;
      stop();
      then();
    };
    const stop = deadlines.add(finishMs, end);
    tasks.run("finishing what an old connection began", () => void dispatcher.settled().then(end));
  }
}

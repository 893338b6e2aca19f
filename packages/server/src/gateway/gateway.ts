import type { Ending } from "@volley/protocol";
import { VolleyError } from "@volley/protocol";
import {
  decodeMessage,
  dictionaryOf,
  encodeJson,
  encodeWelcome,
  type RouteTable,
  type Welcome,
  type WireLimits,
} from "@volley/protocol/internal";
import type { Tasks } from "../base/tasks.js";
import type { DispatchParts } from "../dispatch/dispatch-parts.js";
import { Dispatcher } from "../dispatch/dispatcher.js";
import type { Rooms } from "../groups/rooms.js";
import { userRoom } from "../groups/rooms.js";
import type { Connection } from "../session/connection.js";
import { LiveSession, type SessionPorts } from "../session/live-session.js";
import type { SessionIndex } from "../session/session-index.js";
import { type Admission, type AdmissionParts, type Arrival, admit } from "./admission.js";

/** What a gateway works with. */
export interface GatewayParts {
  readonly admission: AdmissionParts;
  readonly dispatch: DispatchParts;
  readonly table: RouteTable;
  readonly fingerprint: string;
  readonly limits: WireLimits;
  readonly sessions: SessionIndex;
  readonly rooms: Rooms;
  readonly tasks: Tasks;
  readonly now: () => number;
  /** What sessions need of other floors; the gateway adds what it does itself. */
  readonly ports: Omit<SessionPorts, "bound" | "closed">;
}

/** What an acceptor holds of a client that is in. */
export interface Attachment {
  /** Takes one message of the client's. */
  receive(message: Uint8Array): void;
  /** Tells that the connection is gone. */
  lost(ending: Ending): void;
}

/** Where acceptors bring connections: it lets them in, opens their sessions, and takes their messages to dispatch. */
export class Gateway {
  readonly #parts: GatewayParts;
  readonly #ports: SessionPorts;
  readonly #dispatchers = new Map<LiveSession, Dispatcher>();

  constructor(parts: GatewayParts) {
    this.#parts = parts;
    this.#ports = {
      ...parts.ports,
      bound: (session) => this.#bound(session),
      closed: (session) => this.#closed(session),
    };
  }

  /** Decides whether a client may come in. Rejects with a `RefusedError`. */
  admit(arrival: Arrival): Promise<Admission> {
    return admit(arrival, this.#parts.admission);
  }

  /** Opens a session for a client that was let in, and welcomes it. */
  open(admission: Admission, connection: Connection): Attachment {
    const { sessions, rooms, dispatch, tasks } = this.#parts;
    const { identity, hello, address, data } = admission;
    const session = new LiveSession({ identity, handshake: hello.handshake, address, data }, this.#ports, tasks);
    const dispatcher = new Dispatcher(session, dispatch);
    const generation = session.attach(connection);
    this.#dispatchers.set(session, dispatcher);
    sessions.add(session);
    rooms.open(session.id, (frame) => session.send(frame));
    if (!session.anonymous) void rooms.join(session.id, userRoom(session.uid));
    session.send(encodeWelcome(encodeJson(this.#welcome(session, admission))));
    return {
      receive: (message) => this.#receive(session, dispatcher, message),
      lost: (ending) => session.detach(generation, ending),
    };
  }

  #receive(session: LiveSession, dispatcher: Dispatcher, message: Uint8Array): void {
    if (session.closed) return;
    try {
      for (const frame of decodeMessage(message, this.#parts.limits)) {
        // A handler that runs at once may have ended the session.
        if (session.closed) return;
        dispatcher.receive(frame);
      }
    } catch (thrown) {
      const { code, message: text } = VolleyError.from(thrown);
      if (code === "INTERNAL") this.#parts.dispatch.logger.error("a message could not be handled", { error: thrown });
      session.close({ reason: "protocol", text });
    }
  }

  #welcome(session: LiveSession, { hello, identity, protocol }: Admission): Welcome {
    const { table, fingerprint, limits, now } = this.#parts;
    return {
      protocol,
      session: session.id,
      now: now(),
      limits,
      ...(identity === undefined ? {} : { uid: identity.uid }),
      ...(identity?.token === undefined ? {} : { token: identity.token }),
      ...(hello.contract === fingerprint ? {} : { dictionary: dictionaryOf(table) }),
    };
  }

  #bound(session: LiveSession): void {
    this.#parts.sessions.bind(session);
    void this.#parts.rooms.join(session.id, userRoom(session.uid));
  }

  #closed(session: LiveSession): void {
    this.#parts.sessions.remove(session);
    this.#parts.rooms.close(session.id);
    this.#dispatchers.get(session)?.close();
    this.#dispatchers.delete(session);
  }
}

import type { Ending } from "@volley/protocol";
import { VolleyError } from "@volley/protocol";
import {
  type Deadlines,
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
import type { Connection } from "../session/connection.js";
import { LiveSession, type SessionPorts } from "../session/live-session.js";
import type { SessionHooks } from "../session/session-hooks.js";
import type { SessionIndex } from "../session/session-index.js";
import { type Admission, type AdmissionParts, type Arrival, admit } from "./admission.js";
import type { Bindings } from "./bindings.js";

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
  /** Names what effects of `once` requests are remembered with. */
  readonly memory: () => string;
  /** What sessions need of other floors; the gateway adds what it does itself. */
  readonly ports: Omit<SessionPorts, "binding" | "bound" | "unbound" | "closed">;
  readonly hooks: SessionHooks;
  readonly deadlines: Deadlines;
  /** How long binding and hooks may take until a client is welcomed, in ms. */
  readonly openMs: number;
  readonly bindings: Bindings;
}

/** How long a client waits that was refused because something here didn't work, in ms. */
const RETRY_AFTER_MS = 1_000;

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
      binding: (session, uid) => parts.hooks.binding(session, uid),
      bound: (session) => this.#bound(session),
      unbound: (session, uid) => parts.bindings.undo(session, uid),
      closed: (session, ending) => this.#closed(session, ending),
    };
  }

  /** Decides whether a client may come in. Rejects with a `RefusedError`. */
  admit(arrival: Arrival): Promise<Admission> {
    return admit(arrival, this.#parts.admission);
  }

  /**
   * Opens a session for a client that was let in: binds it, runs the app's hooks, and welcomes it. A hook that throws
   * ends it instead.
   */
  open(admission: Admission, connection: Connection): Attachment {
    const { sessions, rooms, dispatch, tasks } = this.#parts;
    const { hello, protocol, data } = admission;
    const start = { handshake: hello.handshake, info: connection.info, protocol, data };
    const session = new LiveSession(start, this.#ports, tasks);
    const dispatcher = new Dispatcher(session, dispatch);
    const generation = session.attach(connection);
    this.#dispatchers.set(session, dispatcher);
    sessions.add(session);
    rooms.open(session.id, {
      deliver: (frame, delivery) => session.send(frame, delivery),
      close: (ending) => session.close(ending),
      enter: ({ pattern, params }) => tasks.run("joining a group", () => session.join(pattern, ...given(params))),
      exit: ({ pattern, params }) => tasks.run("leaving a group", () => session.leave(pattern, params)),
    });
    tasks.run("opening a session", () => this.#prepare(session, admission));
    return {
      receive: (message) => this.#receive(session, { dispatcher, message, client: hello.client }),
      lost: (ending) => session.detach(generation, ending),
    };
  }

  async #prepare(session: LiveSession, admission: Admission): Promise<void> {
    const { hooks, dispatch, deadlines, openMs } = this.#parts;
    const { identity } = admission;
    const stop = deadlines.add(openMs, () =>
      session.close({ reason: "busy", text: "opening the session took too long" }),
    );
    try {
      if (identity !== undefined) await session.bind(identity.uid, identity.claims);
      await hooks.opened(session);
      if (!session.closed) session.welcome(encodeWelcome(encodeJson(this.#welcome(session, admission))));
    } catch (thrown) {
      if (session.closed) return;
      if (!VolleyError.is(thrown)) dispatch.logger.error("a hook failed; its session is refused", { error: thrown });
      const { retryable, message: text } = VolleyError.is(thrown) ? thrown : { retryable: true, message: "try again" };
      session.close(
        retryable ? { reason: "busy", text, retryAfterMs: RETRY_AFTER_MS } : { reason: "unauthorized", text },
      );
    } finally {
      stop();
    }
  }

  #receive(
    session: LiveSession,
    {
      dispatcher,
      message,
      client,
    }: { readonly dispatcher: Dispatcher; readonly message: Uint8Array; readonly client: string | undefined },
  ): void {
    if (session.closed) return;
    if (!session.open) return session.close({ reason: "protocol", text: "a message came before the welcome" });
    try {
      for (const frame of decodeMessage(message, this.#parts.limits)) {
        // A handler that runs at once may have ended the session.
        if (session.closed) return;
        dispatcher.receive(frame, client);
      }
    } catch (thrown) {
      const { code, message: text } = VolleyError.from(thrown);
      if (code === "INTERNAL") this.#parts.dispatch.logger.error("a message could not be handled", { error: thrown });
      session.close({ reason: "protocol", text });
    }
  }

  #welcome(session: LiveSession, { hello, identity, protocol }: Admission): Welcome {
    const { table, fingerprint, limits, now, memory } = this.#parts;
    return {
      protocol,
      session: session.id,
      now: now(),
      limits,
      memory: memory(),
      ...(identity === undefined ? {} : { uid: identity.uid }),
      ...(identity?.token === undefined ? {} : { token: identity.token }),
      ...(hello.contract === fingerprint ? {} : { dictionary: dictionaryOf(table) }),
    };
  }

  async #bound(session: LiveSession): Promise<void> {
    await this.#parts.bindings.bind(session);
    await this.#parts.hooks.bound(session);
  }

  #closed(session: LiveSession, ending: Ending): void {
    this.#parts.bindings.ended(session, ending);
    this.#dispatchers.get(session)?.close();
    this.#dispatchers.delete(session);
    this.#parts.hooks.closed(session, ending);
  }
}

/** The rest of an argument list that ends where nothing is given. */
function given<T extends object>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}

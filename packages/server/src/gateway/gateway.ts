import { type Ending, VolleyError } from "@volley/protocol";
import {
  dictionaryOf,
  encodeJson,
  encodeWelcome,
  type ResumeFailure,
  type ResumeOffer,
  type Welcome,
} from "@volley/protocol/internal";
import type { Connection } from "../session/connection.js";
import { LiveSession } from "../session/live-session.js";
import { type Admission, type Arrival, admit, RefusedError } from "./admission.js";
import type { Attachment } from "./attachment.js";
import type { GatewayParts } from "./gateway-parts.js";
import { LayeredLink } from "./layered-link.js";
import { OpenSessions } from "./open-sessions.js";
import { Returns } from "./returns.js";
import { turnAwayAddress, turnAwayAll, turnAwayUser } from "./turn-away.js";

/** How long a client waits that was refused because something here didn't work, in ms. */
const RETRY_AFTER_MS = 1_000;

/** What a welcome says besides. */
interface Greeting {
  readonly admission: Admission;
  readonly resume?: ResumeOffer | undefined;
  readonly resumed?: true | ResumeFailure | undefined;
  /** The groups that its client joined by itself, and those of them that it just had to leave. */
  readonly groups?: readonly string[] | undefined;
}

/** How a client gets its welcome. */
interface Welcoming {
  readonly prepare: () => Promise<Greeting | undefined>;
  /** Ends what can't be welcomed now, but perhaps later. */
  readonly busy: (ending: Ending) => void;
}

/** Where acceptors bring connections: it lets them in, opens their sessions, and takes their messages to dispatch. */
export class Gateway {
  readonly #parts: GatewayParts;
  readonly #open: OpenSessions;
  readonly #returns: Returns | undefined;

  constructor(parts: GatewayParts) {
    this.#parts = parts;
    const open = new OpenSessions(parts);
    this.#open = open;
    const { resumes } = parts;
    this.#returns =
      resumes &&
      new Returns({
        ...{ gateway: parts, resumes, open },
        begin: (admission, connection, why) => this.#begin(admission, connection, why),
        greet: ({ session, resumed, admission }, prepare) =>
          this.#greet(session, {
            prepare: async () => {
              const left = await prepare();
              if (session.closed) return undefined;
              // Behind the welcome, which tells what there was.
              const groups = [...session.groups.byClient, ...left.map(({ group }) => group)];
              parts.memberships.tell(session, left);
              await parts.hooks.resumed(session);
              await parts.streams.settled(session.id);
              return { admission, resume: resumed.offer, resumed: true, groups };
            },
            // It may try again: what it needed wasn't there just now.
            busy: (ending) => session.disconnect(ending),
          }),
      });
  }

  /** How many sessions went on elsewhere, and how many messages of clients are under way. */
  get counts(): OpenSessions["counts"] {
    return this.#open.counts;
  }

  /** Ends a session as soon as what is under way for it is done. */
  finish(session: LiveSession, ending: Ending): void {
    this.#open.finish(session, ending);
  }

  /** How many messages of clients are under way: in all, and of the session with most. */
  get underWay(): { readonly all: number; readonly max: number } {
    return this.#open.underWay;
  }

  /** Decides whether a client may come in. Rejects with a `RefusedError`. */
  async admit(arrival: Arrival): Promise<Admission> {
    const { meters, clock } = this.#parts;
    const since = clock.monotonic();
    const took = (result: string): void => meters?.handshakeSeconds((clock.monotonic() - since) / 1_000, { result });
    try {
      const admission = await this.#admit(arrival);
      took("ok");
      return admission;
    } catch (error) {
      took("refused");
      meters?.refused(1, { reason: error instanceof RefusedError ? error.refusal.ending.reason : "busy" });
      throw error;
    }
  }

  async #admit(arrival: Arrival): Promise<Admission> {
    const { door, admission, isShut } = this.#parts;
    if (isShut()) turnAwayAll(Math.random());
    turnAwayAddress(door, arrival.address);
    const admitted = await admit(arrival, admission);
    turnAwayUser(door, admitted.identity?.uid);
    return admitted;
  }

  /**
   * Opens a session for a client that was let in: binds it, runs the app's hooks, and welcomes it. A hook that throws
   * ends it instead. A client that asks to go on with its session gets that, if it may.
   */
  open(admission: Admission, connection: Connection): Attachment {
    const { connectionLayers } = this.#parts;
    if (connectionLayers === undefined) return this.#take(admission, connection);
    const link = new LayeredLink(connection, admission.hello.handshake, connectionLayers);
    return link.open((layered) => this.#take(admission, layered));
  }

  #take(admission: Admission, connection: Connection): Attachment {
    const { resume } = admission.hello;
    if (resume === undefined) return this.#begin(admission, connection);
    if (this.#returns === undefined) return this.#begin(admission, connection, "expired");
    return this.#returns.take(admission, connection, resume);
  }

  #begin(admission: Admission, connection: Connection, resumed?: ResumeFailure): Attachment {
    const { tasks, hooks, resumes } = this.#parts;
    const { hello, protocol, data, identity } = admission;
    const start = { handshake: hello.handshake, info: connection.info, protocol, data };
    const session = new LiveSession(start, this.#open.ports, tasks);
    session.attach(connection);
    this.#open.adopt(session);
    this.#parts.identities.connected(session, identity);
    const opening = this.#greet(session, {
      prepare: async () => {
        if (identity !== undefined) await session.bind(identity.uid, identity.claims);
        await hooks.opened(session);
        if (session.closed) return undefined;
        // Only a client with a name knows what to do with an offer.
        const resume = hello.client === undefined ? undefined : await resumes?.offer(session);
        return { admission, resume, resumed };
      },
      busy: (ending) => session.close(ending),
    });
    tasks.watch("opening a session", opening);
    return this.#open.attachment(session, admission);
  }

  /** Does what has to be done before a client is welcomed, within bounds; a refusal that is final ends the session. */
  async #greet(session: LiveSession, { prepare, busy }: Welcoming): Promise<void> {
    const { dispatch, deadlines, openMs } = this.#parts;
    const { generation } = session;
    const tooLate = (text: string): void => {
      if (session.generation === generation) busy({ reason: "busy", text, retryAfterMs: RETRY_AFTER_MS });
    };
    const stop = deadlines.add(openMs, () => tooLate("opening the session took too long"));
    try {
      const greeting = await prepare();
      if (greeting === undefined || session.closed) return;
      session.welcome(encodeWelcome(encodeJson(this.#welcome(session, greeting))), generation);
    } catch (thrown) {
      if (session.closed) return;
      if (!VolleyError.is(thrown)) dispatch.logger.error("a hook failed; its session is refused", { error: thrown });
      const { retryable, message: text } = VolleyError.is(thrown) ? thrown : { retryable: true, message: "try again" };
      if (retryable) tooLate(text);
      else session.close({ reason: "unauthorized", text });
    } finally {
      stop();
    }
  }

  #welcome(session: LiveSession, { admission, resume, resumed, groups }: Greeting): Welcome {
    const { hello, identity, protocol } = admission;
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
      ...(resume === undefined ? {} : { resume }),
      ...(resumed === undefined ? {} : { resumed }),
      ...(groups === undefined ? {} : { groups }),
    };
  }
}

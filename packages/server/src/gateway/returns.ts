import { type Ending, VolleyError } from "@volley/protocol";
import type { Left, ResumeFailure, ResumeRequest } from "@volley/protocol/internal";
import { groupName } from "@volley/protocol/internal";
import { handled } from "../base/handled.js";
import type { Resumed, Resumes } from "../resume/resumes.js";
import type { Connection } from "../session/connection.js";
import { LiveSession } from "../session/live-session.js";
import type { SessionRecord } from "../session/session-record.js";
import type { Admission } from "./admission.js";
import type { GatewayParts } from "./gateway-parts.js";
import type { OpenSessions } from "./open-sessions.js";
import { PendingAttachment } from "./pending-attachment.js";

/** A client that came back, and the session that it goes on with. */
export interface Returned {
  readonly session: LiveSession;
  readonly resumed: Resumed;
  readonly admission: Admission;
}

/** What clients who come back are brought to. */
export interface ReturnsParts {
  readonly gateway: GatewayParts;
  readonly resumes: Resumes;
  readonly open: OpenSessions;
  /** Opens a new session for a client that can't go on. */
  readonly begin: (
    admission: Admission,
    connection: Connection,
    why: ResumeFailure,
  ) => ReturnType<OpenSessions["attachment"]>;
  /** Runs the app's hooks, and welcomes the client. Never rejects. */
  readonly greet: (returned: Returned, prepare: () => Promise<readonly Left[]>) => Promise<void>;
}

/** How long a client waits that was refused because something here didn't work, in ms. */
const RETRY_AFTER_MS = 1_000;

/** Brings clients who come back to their sessions: to the one that waits here, or to one restored from another node. */
export class Returns {
  readonly #parts: ReturnsParts;
  /** The sessions that are being brought into their groups, and when that is done. */
  readonly #entering = new WeakMap<LiveSession, Promise<unknown>>();

  constructor(parts: ReturnsParts) {
    this.#parts = parts;
  }

  /** Takes the connection of a client that asks to go on. */
  take(admission: Admission, connection: Connection, request: ResumeRequest): PendingAttachment {
    const attachment = new PendingAttachment(connection);
    const work = this.#decide(admission, connection, { request, attachment });
    this.#parts.gateway.tasks.watch("resuming a session", work);
    return attachment;
  }

  async #decide(
    admission: Admission,
    connection: Connection,
    { request, attachment }: { readonly request: ResumeRequest; readonly attachment: PendingAttachment },
  ): Promise<void> {
    // A hello that lay in a buffer while this node was frozen: its client may be on by now elsewhere.
    await new Promise((resolve) => setImmediate(resolve));
    if (attachment.isLost) return;
    const { gateway } = this.#parts;
    let answer: Resumed | ResumeFailure;
    try {
      const { address } = connection.info;
      answer = await this.#parts.resumes.claim(request, { uid: admission.identity?.uid, address });
    } catch (error) {
      gateway.meters?.resumes(1, { result: "unavailable" });
      gateway.dispatch.logger.debug("whether a session may go on can't be known now", { error });
      return attachment.end(busy("the server can't find your session now"));
    }
    if (typeof answer !== "string" && answer.record !== undefined && gateway.identities.isRevoked(answer.record)) {
      answer.done();
      this.#parts.resumes.forget(answer.session);
      answer = "expired";
    }
    gateway.meters?.resumes(1, { result: typeof answer === "string" ? answer : "ok" });
    if (typeof answer === "string") {
      if (!attachment.isLost) attachment.become(this.#parts.begin(admission, connection, answer));
      return;
    }
    try {
      await this.#goOn(admission, connection, { resumed: answer, attachment });
    } finally {
      answer.done();
    }
  }

  async #goOn(
    admission: Admission,
    connection: Connection,
    { resumed, attachment }: { readonly resumed: Resumed; readonly attachment: PendingAttachment },
  ): Promise<void> {
    const { gateway, open } = this.#parts;
    const { record } = resumed;
    const here = record === undefined ? gateway.sessions.get(resumed.session) : undefined;
    const session = record === undefined ? here : await this.#revive(admission, connection, { resumed, record });
    let left = here === undefined ? [] : await this.#recheck(here, admission);
    let old: Connection | undefined;
    try {
      if (session === undefined || resumed.superseded) return attachment.end({ reason: "network" });
      old = session.attach(connection, resumed.generation);
    } catch {
      return attachment.end({ reason: "network" });
    }
    if (here === undefined) open.adopt(session);
    resumed.regained(session);
    session.refresh({ ...admission, handshake: admission.hello.handshake, claims: admission.identity?.claims });
    gateway.identities.connected(session, admission.identity);
    if (old !== undefined) open.part(session, old, resumed.mode);
    attachment.become(open.attachment(session, admission));
    gateway.streams.returning(session.id, new Map(admission.hello.resume?.positions));
    const prepare = async (): Promise<readonly Left[]> => {
      if (record === undefined) {
        gateway.bindings.setConnected(session, true);
        return left;
      }
      const entering = handled(this.#enter(session, record));
      this.#entering.set(session, entering);
      try {
        left = await entering;
      } catch (error) {
        if (session.closed) return left;
        gateway.dispatch.logger.debug("a session can't be restored now", { session: session.id, error });
        attachment.end(busy("the server can't restore your session now"));
        this.#parts.resumes.abandon(session);
      }
      return left;
    };
    await this.#parts.greet({ session, resumed, admission }, prepare);
  }

  /**
   * Takes a session that waited here out of the groups that its client may no longer be in. Before it has its connection:
   * what was pushed there meanwhile is not for it.
   */
  async #recheck(session: LiveSession, { hello, protocol, identity }: Admission): Promise<readonly Left[]> {
    // A connection before may have been lost while it brought the session here: its groups come only then.
    await this.#entering.get(session)?.catch(() => {});
    session.refresh({ handshake: hello.handshake, protocol, claims: identity?.claims });
    return this.#parts.gateway.memberships.takeOut(session, { reason: "resume" });
  }

  /** Makes the session that another node had; undefined if this node's schema doesn't take its data. */
  async #revive(
    admission: Admission,
    connection: Connection,
    { resumed, record }: { readonly resumed: Resumed; readonly record: SessionRecord },
  ): Promise<LiveSession | undefined> {
    const { gateway, open } = this.#parts;
    const { hello, protocol, identity } = admission;
    try {
      const data = await gateway.ports.parseData(record.data);
      const { uid, tags, groups, version } = record;
      const restored = { id: resumed.session, uid, claims: identity?.claims ?? {}, tags, groups, version };
      const start = { handshake: hello.handshake, info: connection.info, protocol, data, restored };
      return new LiveSession(start, open.ports, gateway.tasks);
    } catch (error) {
      gateway.dispatch.logger.error("the `session` schema refuses the data of a session of another node", { error });
      this.#parts.resumes.forget(resumed.session);
      return undefined;
    }
  }

  /** Takes a session of another node to its user and into its groups; tells those that its client may no longer be in. */
  async #enter(session: LiveSession, { groups }: SessionRecord): Promise<readonly Left[]> {
    const { gateway } = this.#parts;
    const { memberships } = gateway;
    for (const tag of session.tags) gateway.ports.tag(session, tag);
    await gateway.bindings.restore(session);
    const joining = groups.map(async (group): Promise<Left | undefined> => {
      const { pattern, params, info, byClient } = group;
      if (byClient === true) {
        const refused = await memberships.refusal(session, group, "resume");
        if (refused !== undefined) return refused;
      }
      const args = [params, info === undefined ? undefined : { presence: info }].filter((each) => each !== undefined);
      try {
        await gateway.ports.join(session, pattern, ...args);
        if (byClient === true) session.groups.markByClient(groupName(pattern, params));
      } catch (error) {
        // The contract of this node has no such group, or wants something else of its members.
        if (VolleyError.is(error, "UNAVAILABLE")) throw error;
        gateway.dispatch.logger.warn("a session could not go back into a group", { group: pattern, error });
      }
      return undefined;
    });
    const left = await Promise.all(joining);
    session.groups.returned();
    return left.filter((each) => each !== undefined);
  }
}

function busy(text: string): Ending {
  return { reason: "busy", text, retryAfterMs: RETRY_AFTER_MS };
}

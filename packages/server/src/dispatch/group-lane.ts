import { VolleyError } from "@volley/protocol";
import { type GroupFrame, systemError } from "@volley/protocol/internal";
import { declaredErrors } from "../app/declared-errors.js";
import { maskError } from "../app/mask-error.js";
import type { JoinLimit } from "../rights/group-operations.js";
import type { ClientCaller } from "./client-caller.js";
import type { DispatchParts } from "./dispatch-parts.js";
import type { SessionCalls, UnderWay } from "./session-calls.js";

/** What operations of one session on groups work with. */
export interface GroupLaneParts {
  readonly caller: ClientCaller;
  readonly calls: SessionCalls;
  readonly limits: JoinLimit;
  readonly parts: DispatchParts;
}

/** The mailbox of all of them: no service can have this name. */
const LANE = "{groups}";
const NO_ERRORS = { errors: declaredErrors({}, {}) };

/** Answers what one client asks of groups: one after another, in the order sent, as a service does. */
export class GroupLane {
  readonly #parts: GroupLaneParts;

  constructor(parts: GroupLaneParts) {
    this.#parts = parts;
  }

  /** Takes a frame whose id is free. */
  take({ id, payload }: GroupFrame): void {
    const { caller, calls } = this.#parts;
    if (calls.full) return caller.fail(id, systemError("BUSY", "too many messages of this session are under way"));
    let isAborted = false;
    const underWay: UnderWay = {
      abort: () => {
        isAborted = true;
      },
    };
    calls.add(underWay, id);
    const posted = calls.mailbox(LANE).post((done) => {
      let isOver = false;
      const settle = (answer: () => void): void => {
        if (isOver) return;
        isOver = true;
        stop();
        calls.remove(underWay, id);
        if (!isAborted && !caller.gone) answer();
        done();
      };
      const stop = this.#within((error) => settle(() => caller.fail(id, error)));
      if (isAborted || caller.gone) return settle(() => {});
      this.#run(payload).then(
        (reply) => settle(() => caller.reply(id, reply)),
        (thrown: unknown) => settle(() => caller.fail(id, this.#forClient(thrown))),
      );
    });
    if (posted) return;
    calls.remove(underWay, id);
    caller.fail(id, systemError("BUSY", "too many messages wait for groups"));
  }

  /** Never throws. */
  async #run(payload: Uint8Array): Promise<Uint8Array> {
    const { caller, limits, parts } = this.#parts;
    return await parts.groups.run(caller.session, payload, limits);
  }

  /** Everything on the way has a bound of its own; this one is for what nobody thought of. */
  #within(expired: (error: VolleyError) => void): () => void {
    const { deadlines, groupMs } = this.#parts.parts;
    return deadlines.add(groupMs, () => expired(systemError("TIMEOUT", `this took longer than ${groupMs} ms`)));
  }

  #forClient(thrown: unknown): VolleyError {
    if (VolleyError.is(thrown) && !thrown.declared && thrown.code !== "INTERNAL") return thrown;
    const { error, hidden } = maskError(thrown, NO_ERRORS, false);
    const { traceId } = error;
    this.#parts.parts.logger.error("an operation on a group failed", { traceId, error: hidden?.cause });
    return error;
  }
}

import type { AnyContract, VolleyError } from "@volley/protocol";
import type { Session } from "../session/session.js";

/** Whose message it is, and where its answer goes: a client of this node, or one of another node's. */
export interface Caller {
  readonly session: Session<AnyContract>;
  /** Whether nobody is there any more who could get an answer. */
  readonly gone: boolean;
  /** Answers a request with its encoded output. */
  reply(id: number, payload: Uint8Array): void;
  /** Answers a request with an error. */
  fail(id: number, error: VolleyError): void;
}

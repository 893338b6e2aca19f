import type { EndingReason, VolleyError } from "@volley/protocol";
import type { ResumeFailure } from "@volley/protocol/internal";

/** Why a client is closed for good. */
export interface CloseCause {
  /** "client": by its own `close()`. Everything else says what ended the last connection; see docs/errors.md. */
  readonly reason: EndingReason;
  /** Words for people, such as a kick's text. */
  readonly text?: string | undefined;
  /** What requests now reject with. */
  readonly error: VolleyError;
}

/** Where a client stands. */
export type Status =
  /** Nothing was asked of it yet. */
  | { readonly state: "idle" }
  /** Fetching a token, opening a connection, waiting for the server's welcome. */
  | { readonly state: "connecting"; readonly attempt: number }
  /** Connected. */
  | {
      readonly state: "ready";
      /** Names this stay on the server. */
      readonly session: string;
      /** Whom the server takes this client for; undefined: nobody in particular. */
      readonly uid: string | undefined;
      /** Whether the session of the connection before goes on. */
      readonly resumed: boolean;
      /**
       * Why it doesn't, if there was one: "expired" (away for too long, or ended there), "revoked" (its token was used
       * twice: somebody may have copied it), "identity" (it is another user's).
       */
      readonly resumeFailure?: ResumeFailure | undefined;
    }
  /** Between two attempts. */
  | {
      readonly state: "waiting";
      /** How many attempts have failed since the last connection that lasted. */
      readonly attempt: number;
      readonly retryInMs: number;
      readonly cause: VolleyError;
    }
  /** For good: make a new client to come back. */
  | { readonly state: "closed"; readonly cause: CloseCause };

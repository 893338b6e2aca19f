/** Where a push stood: which count, and which number in it. */
export interface Place {
  /** Names the history that the offset belongs to. */
  readonly epoch: string;
  readonly offset: number;
}

/** A push that somebody tried. Times are of one clock, in ms. */
export interface Publication {
  readonly stream: string;
  /** Unique in a run. */
  readonly id: string;
  readonly startedAt: number;
  /**
   * "acked": the publisher was told that it is kept. "refused": it was told that it isn't. "unknown": neither, also
   * while it is under way.
   */
  outcome: "acked" | "refused" | "unknown";
  /** What the publisher was told of its place. */
  offset?: number | undefined;
  /** Members who must not see it. */
  readonly except?: readonly string[] | undefined;
  /** Whether the scenario took it away from Redis: nobody needs to see it, but who did has to be told. */
  mayBeLost?: boolean | undefined;
}

/** Why a member was told that some are missing; "fresh": its session was gone, and it came in anew. */
export type TellReason = "window" | "epoch" | "fork" | "fresh";

/** What a member of a stream saw, in its order. */
export type MemberEvent =
  | { readonly type: "push"; readonly id: string; readonly place: Place; readonly at: number }
  | {
      readonly type: "told";
      readonly reason: TellReason;
      readonly at: number;
      /** Pushes behind it come from here on; left out when the member wasn't told. */
      readonly place?: Place | undefined;
    };

/** One client's view of one stream. */
export interface MemberHistory {
  readonly member: string;
  readonly stream: string;
  /** From when on it has to see everything. */
  readonly since: number;
  readonly events: readonly MemberEvent[];
}

/** A request that somebody sent. */
export interface SentRequest {
  readonly name: string;
  readonly startedAt: number;
  /** Within how many ms it must settle. */
  readonly timeoutMs: number;
  settledAt?: number | undefined;
  /** "" for a reply. */
  code?: string | undefined;
  /** Names the effect that it was to have, once. */
  readonly effect?: string | undefined;
  reply?: unknown;
}

/** A time in which requests may take longer, such as while their process is stopped. */
export interface DeclaredWindow {
  readonly from: number;
  readonly to: number;
}

/** All that is known of a run when it is over. */
export interface History {
  readonly endedAt: number;
  readonly publications: readonly Publication[];
  readonly members: readonly MemberHistory[];
  readonly requests: readonly SentRequest[];
  /** The names of effects, one entry for each time that it was had. */
  readonly effects: readonly string[];
  readonly windows?: readonly DeclaredWindow[] | undefined;
}

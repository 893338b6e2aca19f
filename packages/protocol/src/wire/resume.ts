import { malformed } from "./byte-reader.js";
import { jsonObject } from "./json.js";
import { isStreamPosition, type StreamPosition } from "./stream-position.js";

/** What a client presents to go on with its session. */
export interface ResumeRequest {
  readonly session: string;
  /** The token that came with the last welcome. */
  readonly token: string;
  /** "takeover": the old connection can do nothing more. "handover": it finishes what is under way. */
  readonly mode: "takeover" | "handover";
  /** Where the client stands in each stream: a group's name, or "" for the user's own. */
  readonly positions: readonly (readonly [stream: string, position: StreamPosition])[];
}

/** Why a session couldn't go on; the client got a new one. */
export type ResumeFailure =
  /** It was away for too long, or has ended, or the server lost its memory. */
  | "expired"
  /** Its token had been used up: somebody else may have it. */
  | "revoked"
  /** It belongs to another user than the client's token says. */
  | "identity";

/** What a server gives a client to go on with its session after a drop. */
export interface ResumeOffer {
  /** To be presented next time, once. */
  readonly token: string;
  /** How long the session waits for its client. */
  readonly graceMs: number;
}

/** The most streams whose positions are looked at. */
export const MAX_POSITIONS = 1_024;
/** The longest name of a client or a session, and the longest resume token, in characters. */
const MAX_NAME = 128;

/** Makes the JSON of a request. */
export function formatResumeRequest({ positions, ...request }: ResumeRequest): Record<string, unknown> {
  return {
    ...request,
    positions: positions.map(([stream, { offset, epoch, tag }]) => [stream, offset, epoch, tag]),
  };
}

/** Reads a request. Throws `BAD_REQUEST`. */
export function parseResumeRequest(value: unknown): ResumeRequest {
  const { session, token, mode, positions = [] } = jsonObject(value, "the hello's member resume");
  if (!isResumeName(session) || !isResumeName(token)) throw malformed("the session to resume has no name or no token");
  if (!Array.isArray(positions) || positions.length > MAX_POSITIONS) throw malformed("the positions are no short list");
  return {
    session,
    token,
    mode: mode === "handover" ? "handover" : "takeover",
    positions: positions.map((entry: unknown) => {
      const [stream, offset, epoch, tag] = Array.isArray(entry) ? entry : [];
      const position = { offset, epoch, tag };
      if (typeof stream !== "string" || !isStreamPosition(position)) throw malformed("a position can't be read");
      return [stream, position] as const;
    }),
  };
}

/** Tells whether a value can name a client or a session, or be a token. */
export function isResumeName(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= MAX_NAME;
}

/** Reads an offer. Throws `BAD_REQUEST`. */
export function parseResumeOffer(value: unknown): ResumeOffer {
  const { token, graceMs } = jsonObject(value, "the welcome's member resume");
  if (!isResumeName(token) || typeof graceMs !== "number") throw malformed("the welcome's resume token can't be read");
  return { token, graceMs };
}

/** Reads the payload of a move frame: in how many ms the client shall open its next connection. */
export function parseMove(value: unknown): number {
  const { inMs } = jsonObject(value, "the move");
  return typeof inMs === "number" && inMs > 0 ? inMs : 0;
}

/** Reads the answer to a request; what a newer server says counts as a session that is gone. */
export function parseResumeAnswer(value: unknown): true | ResumeFailure {
  return value === true || value === "revoked" || value === "identity" ? value : "expired";
}

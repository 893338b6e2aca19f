import type { RouteTable } from "../contract/route-table.js";
import { type Ending, isEndingReason } from "../errors/endings.js";
import { systemError, VolleyError } from "../errors/volley-error.js";
import { fromWireError, toWireError } from "../errors/wire-error.js";
import { malformed } from "./byte-reader.js";
import { jsonObject } from "./json.js";
import { DEFAULT_LIMITS, type WireLimits } from "./limits.js";
import { checkPlainJson } from "./plain-json.js";
import {
  formatResumeRequest,
  isResumeName,
  parseResumeAnswer,
  parseResumeOffer,
  parseResumeRequest,
  type ResumeFailure,
  type ResumeOffer,
  type ResumeRequest,
} from "./resume.js";
import { parseToken } from "./token.js";

/** The protocol versions that this code speaks, lowest and highest. */
export const PROTOCOL_VERSIONS: VersionRange = [1, 1];

/** Lowest and highest version, both included. */
export type VersionRange = readonly [lowest: number, highest: number];

/** What a client says first. It travels as the `auth` of Socket.IO's CONNECT packet, as JSON. */
export interface Hello {
  readonly protocol: VersionRange;
  /** The client's contract; see `fingerprintOf`. */
  readonly contract: string;
  /** The name of the client's serializer. */
  readonly serializer: string;
  readonly token: string | null;
  /** What the app wants its server to know before anything else. */
  readonly handshake: Readonly<Record<string, unknown>>;
  /** Names this client as long as it lives: the effects of `once` requests are counted per client. */
  readonly client?: string | undefined;
  /** The session that shall go on. */
  readonly resume?: ResumeRequest | undefined;
}

/** Names, kinds and revisions of the server's routes and pushes, in the order of their numbers. */
export interface Dictionary {
  readonly routes: readonly (readonly [kind: string, name: string, rev: number])[];
  readonly pushes: readonly (readonly [name: string, rev: number])[];
}

/** What a server says first: the session is open. It is the only frame that may be the first. */
export interface Welcome {
  readonly protocol: number;
  readonly session: string;
  readonly uid?: string;
  /** The server's time in ms since 1970. */
  readonly now: number;
  /** What the server takes in one message. */
  readonly limits: WireLimits;
  /** There when the two contracts differ: what the numbers in frames mean. */
  readonly dictionary?: Dictionary;
  /** A token for the client to keep and present next time. */
  readonly token?: string;
  /** How to go on with this session after a drop; not there on a server that keeps none. */
  readonly resume?: ResumeOffer;
  /** The answer to a `ResumeRequest`. */
  readonly resumed?: true | ResumeFailure;
  /** Names what the server remembers effects with; another name means that it may have forgotten some. */
  readonly memory?: string;
  /** There when the session goes on: the names of the groups that its client joined by itself. */
  readonly groups?: readonly string[];
}

/** Reads what a client says first. Throws `BAD_REQUEST`; other members are ignored, so that versions can add some. */
export function parseHello(value: unknown): Hello {
  checkPlainJson(value, "the hello");
  const { volley, token = null, handshake = {} } = jsonObject(value, "the hello");
  const { protocol, contract, serializer, client, resume } = jsonObject(volley, "the hello's member volley");
  const [lowest, highest] = Array.isArray(protocol) ? protocol : [];
  if (!Number.isSafeInteger(lowest) || !Number.isSafeInteger(highest)) throw malformed("the hello has no versions");
  if (typeof contract !== "string" || typeof serializer !== "string") throw malformed("the hello is incomplete");
  return {
    protocol: [lowest, highest],
    contract,
    serializer,
    token: parseToken(token),
    handshake: jsonObject(handshake, "the handshake"),
    ...(isResumeName(client) ? { client } : {}),
    ...(resume === undefined ? {} : { resume: parseResumeRequest(resume) }),
  };
}

/** Makes the object that `parseHello` reads. */
export function formatHello({ token, handshake, resume, ...rest }: Hello): Record<string, unknown> {
  return { volley: resume === undefined ? rest : { ...rest, resume: formatResumeRequest(resume) }, token, handshake };
}

/** Chooses the highest version that both sides speak, or tells why there is none: `UNSUPPORTED`. */
export function negotiateVersion(theirs: VersionRange, ours: VersionRange = PROTOCOL_VERSIONS): number {
  const version = Math.min(theirs[1], ours[1]);
  if (version >= Math.max(theirs[0], ours[0])) return version;
  throw systemError(
    "UNSUPPORTED",
    `this server speaks protocol versions ${ours[0]} to ${ours[1]}, the client ${theirs[0]} to ${theirs[1]}; update the older one`,
  );
}

/** Reads what a server says first. Throws `BAD_REQUEST`. */
export function parseWelcome(value: unknown): Welcome {
  const { protocol, session, uid, now, limits, dictionary, token, resume, resumed, memory, groups } = jsonObject(
    value,
    "the welcome",
  );
  if (typeof protocol !== "number" || typeof session !== "string" || typeof now !== "number") {
    throw malformed("the welcome is incomplete");
  }
  return {
    protocol,
    session,
    now,
    limits: parseLimits(limits),
    ...(typeof uid === "string" ? { uid } : {}),
    ...(typeof token === "string" ? { token } : {}),
    ...(dictionary === undefined ? {} : { dictionary: parseDictionary(dictionary) }),
    ...(resume === undefined ? {} : { resume: parseResumeOffer(resume) }),
    ...(resumed === undefined ? {} : { resumed: parseResumeAnswer(resumed) }),
    ...(typeof memory === "string" ? { memory } : {}),
    ...(Array.isArray(groups) ? { groups: groups.map(String) } : {}),
  };
}

function parseLimits(value: unknown): WireLimits {
  const { messageBytes, frames } = jsonObject(value ?? {}, "the limits");
  return {
    messageBytes: typeof messageBytes === "number" && messageBytes > 0 ? messageBytes : DEFAULT_LIMITS.messageBytes,
    frames: typeof frames === "number" && frames > 0 ? frames : DEFAULT_LIMITS.frames,
  };
}

function parseDictionary(value: unknown): Dictionary {
  const { routes, pushes } = jsonObject(value, "the dictionary");
  if (!Array.isArray(routes) || !Array.isArray(pushes)) throw malformed("the dictionary is incomplete");
  return {
    routes: routes.map((entry: unknown) => {
      const [kind, name, rev] = Array.isArray(entry) ? entry : [];
      return [String(kind), String(name), Number(rev)] as const;
    }),
    pushes: pushes.map((entry: unknown) => {
      const [name, rev] = Array.isArray(entry) ? entry : [];
      return [String(name), Number(rev)] as const;
    }),
  };
}

/** Lists a server's routes and pushes for clients whose contract differs. */
export function dictionaryOf({ routes, pushes }: RouteTable): Dictionary {
  return {
    routes: [...routes].map(({ name, definition }) => [definition.kind, name, definition.rev] as const),
    pushes: [...pushes].map(({ name, definition }) => [name, definition.rev] as const),
  };
}

/** Why a server turned a client away before there was a session. It travels as the data of CONNECT_ERROR. */
export interface Refusal {
  readonly ending: Ending;
  readonly error: VolleyError;
}

/** Makes the JSON of a refusal. */
export function formatRefusal({ ending, error }: Refusal): Record<string, unknown> {
  return { ending, error: toWireError(error) };
}

/** Reads a refusal; anything else counts as a broken connection, after which clients come back. */
export function parseRefusal(value: unknown): Refusal {
  const { ending, error } = typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  const { reason, retryAfterMs } = typeof ending === "object" && ending !== null ? (ending as Ending) : {};
  const wireError = error === undefined ? new VolleyError("UNAVAILABLE", "the server refused") : fromWireError(error);
  return {
    ending: {
      reason: isEndingReason(reason) ? reason : "network",
      text: wireError.message,
      ...(typeof retryAfterMs === "number" ? { retryAfterMs } : {}),
    },
    error: wireError,
  };
}

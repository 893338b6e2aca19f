import type { IncomingMessage } from "node:http";

/** The subprotocol that the server chooses, if it is offered: browsers want one chosen. */
export const SUBPROTOCOL = "volley.json";

/** What a client presents when it connects: never in the URL, which ends in logs. */
export interface Presented {
  /** A token such as Volley's clients have: `Authorization: Bearer …`, or the subprotocol `bearer.…`. */
  readonly token: string | null;
  /** What its last `session` envelope said: the header `X-Session-Token`, or the subprotocol `session.…`. */
  readonly session: string | undefined;
}

/** Reads what a request presents. Browsers can't set headers, so subprotocols carry the same. */
export function presentedBy({ headers }: IncomingMessage): Presented {
  const offered = (headers["sec-websocket-protocol"] ?? "").split(",").map((name) => name.trim());
  const after = (prefix: string) => offered.find((name) => name.startsWith(prefix))?.slice(prefix.length);
  const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? "")?.[1];
  const header = headers["x-session-token"];
  return {
    token: bearer ?? after("bearer.") ?? null,
    session: (typeof header === "string" ? header : undefined) ?? after("session."),
  };
}

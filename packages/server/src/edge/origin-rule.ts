import { systemError } from "@volley/protocol/internal";
import { isLoopback } from "../base/address-key.js";

/** Tells whether a page may connect, by the headers `Origin` and `Host` of its request. */
export type OriginRule = (origin: string | undefined, host: string | undefined) => boolean;

/** What a rule is made of. */
export interface OriginRuleOptions {
  /** Left out: pages of the host that they connect to. */
  readonly origins: readonly string[] | "*" | undefined;
  /** Whether pages of this machine may, whatever else is said: while an app is written they are on another port. */
  readonly loopback: boolean;
}

/** Scheme, host and port as browsers write them; "null" is what pages without an origin say. */
const ORIGIN = /^(?:null|[a-z][a-z0-9+.-]*:\/\/[a-z0-9._:[\]-]+)$/;
const DEFAULT_PORTS: Readonly<Record<string, string>> = { "http:": "80", "https:": "443" };

/**
 * Makes the rule. Browsers say where a page is from, and let it connect anywhere: CORS doesn't concern WebSockets.
 * Throws `BAD_REQUEST` for what can't be an origin, which would never match.
 */
export function originRule({ origins, loopback }: OriginRuleOptions): OriginRule {
  if (origins === "*") return () => true;
  for (const origin of origins ?? []) checkOrigin(origin);
  const listed = origins === undefined ? undefined : new Set(origins);
  return (origin, host) => {
    if (origin === undefined) return true;
    if (listed?.has(origin)) return true;
    const page = parse(origin);
    if (page === undefined) return false;
    if (loopback && isLocal(page.hostname)) return true;
    return listed === undefined && isSameHost(page, host);
  };
}

function isSameHost(page: URL, host: string | undefined): boolean {
  if (host === undefined) return false;
  const defaultPort = DEFAULT_PORTS[page.protocol];
  if (defaultPort === undefined) return false;
  const theirs = page.port === "" ? `${page.hostname}:${defaultPort}` : page.host;
  const ours = /:\d+$/.test(host) ? host : `${host}:${defaultPort}`;
  return theirs === ours.toLowerCase();
}

function isLocal(hostname: string): boolean {
  return hostname === "localhost" || hostname.endsWith(".localhost") || isLoopback(hostname.replace(/^\[|\]$/g, ""));
}

function parse(origin: string): URL | undefined {
  return ORIGIN.test(origin) && URL.canParse(origin) ? new URL(origin) : undefined;
}

function checkOrigin(origin: string): void {
  if (ORIGIN.test(origin)) return;
  throw systemError(
    "BAD_REQUEST",
    `edge.origins has "${origin.slice(0, 128)}", which no browser sends: write scheme and host in lower case, like "https://play.example", without a path, and "*" only alone`,
  );
}

import type { IncomingHttpHeaders } from "node:http";
import { plainAddress } from "../base/address-key.js";
import type { ForwardedHeader } from "./edge-options.js";

/** The proxies in front of this server. */
export interface ProxyRow {
  readonly hops: number;
  readonly header: ForwardedHeader;
}

/** The longest part of a header that is looked at: more than any row of proxies writes, and from its right. */
const MAX_HEADER = 2_048;

/**
 * Tells the client's address. Each trusted hop vouches for the one to its left, the socket for the rightmost; what
 * lies further left anybody can have written. A hop that is no address ends the row: then it is its right neighbour.
 */
export function clientAddress(remote: string, headers: IncomingHttpHeaders, trusted: ProxyRow): string {
  let address = plainAddress(remote) ?? remote;
  if (trusted.hops === 0) return address;
  const row = hopsIn(headers[trusted.header], trusted.header).slice(-trusted.hops);
  for (const hop of row.reverse()) {
    const plain = plainAddress(hop);
    if (plain === undefined) break;
    address = plain;
  }
  return address;
}

function hopsIn(value: string | string[] | undefined, header: ForwardedHeader): readonly string[] {
  const text = (Array.isArray(value) ? value.join(",") : (value ?? "")).slice(-MAX_HEADER);
  if (text === "") return [];
  return text.split(",").map((entry) => withoutPort(header === "forwarded" ? forIn(entry) : entry.trim()));
}

/** `for="[2001:db8::1]:4711";proto=https` has the address behind `for`, in quotes if it isn't IPv4. */
function forIn(entry: string): string {
  const [, value = ""] = /(?:^|;)\s*for=("[^"]*"|[^;,\s]*)/i.exec(entry) ?? [];
  return value.replaceAll('"', "");
}

function withoutPort(hop: string): string {
  const [, v6, v4] = /^(?:\[([^\]]*)\](?::\d+)?|([\d.]+):\d+)$/.exec(hop) ?? [];
  return v6 ?? v4 ?? hop;
}

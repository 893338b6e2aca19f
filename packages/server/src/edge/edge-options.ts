import type { RateLimit } from "../limits/rule.js";

/** Which header the proxies in front write the client's address into. */
export type ForwardedHeader = "x-forwarded-for" | "forwarded";

/** The proxies in front of a server. */
export interface TrustedProxies {
  /** How many there are between the clients and this server, all of them ours. */
  readonly hops: number;
  /** What they write. They must append to it, or replace it. Default: "x-forwarded-for". */
  readonly header?: ForwardedHeader | undefined;
}

/** Who may connect, and how many at once. It is looked at before anything else is done for a connection. */
export interface EdgeOptions {
  /**
   * How many proxies of ours are between the clients and this server: each appends to `X-Forwarded-For`, and the
   * client's address is that many places from its right. A wrong number lets clients write their address themselves, or
   * takes a proxy for all of them. Default: 0, the address of the socket.
   */
  readonly trustProxy?: number | TrustedProxies | undefined;
  /**
   * Pages that may connect, by their origin, compared exactly: `["https://play.example"]`. `"*"`: all. Who sends no
   * `Origin` is no page, and may. Default: the page's host is the one that it connects to. Unless NODE_ENV is
   * "production", pages of localhost may always.
   */
  readonly origins?: readonly string[] | "*" | undefined;
  /** Addresses that may connect, others not: `["10.0.0.0/8", "2001:db8::/32"]`. Default: all. */
  readonly allow?: readonly string[] | undefined;
  /** Addresses that may not connect, whatever `allow` says. Default: none. */
  readonly deny?: readonly string[] | undefined;
  /** Connections of this server at once; more get HTTP 503. Default: 20,000. */
  readonly maxConnections?: number | undefined;
  /**
   * Connections of one address at once, of one /64 if it is IPv6; more get HTTP 429. This machine's own are not
   * counted. Default: 256.
   */
  readonly maxConnectionsPerAddress?: number | false | undefined;
  /**
   * New connections of one address, of one /64 if it is IPv6; more get HTTP 429. This machine's own are not counted.
   * Default: 20 a second, 100 at once.
   */
  readonly handshakesPerAddress?: RateLimit | false | undefined;
  /**
   * Clients who say hello to this server; more are told to come back, each at a time of its own, before their token is
   * looked at. Four times as many are refused by HTTP 503. Default: 1,000 a second, 2,000 at once.
   */
  readonly handshakes?: RateLimit | false | undefined;
  /** Connections that are not let in yet, at once; more get HTTP 503. Default: 5,000. */
  readonly maxPending?: number | undefined;
}

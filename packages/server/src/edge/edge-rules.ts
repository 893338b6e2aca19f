import type { BlockList } from "node:net";
import { systemError } from "@volley/protocol/internal";
import { type RateLimit, type Rule, ruleOf } from "../limits/rule.js";
import { addressList } from "./address-list.js";
import type { ProxyRow } from "./client-address.js";
import type { EdgeOptions } from "./edge-options.js";
import { type OriginRule, originRule } from "./origin-rule.js";

/** What the edge goes by: the options, checked, with their defaults. */
export interface EdgeRules {
  readonly proxies: ProxyRow;
  /** Whether somebody said how many proxies there are. */
  readonly knowsProxies: boolean;
  readonly isOriginAllowed: OriginRule;
  readonly allow: BlockList | undefined;
  readonly deny: BlockList | undefined;
  readonly maxConnections: number;
  readonly maxConnectionsPerAddress: number;
  readonly handshakesPerAddress: Rule | undefined;
  readonly handshakes: Rule | undefined;
  readonly maxPending: number;
}

/** How many connections a server takes unless its options say otherwise. */
export const DEFAULT_MAX_CONNECTIONS = 20_000;

const PER_ADDRESS: RateLimit = { rate: 20, perMs: 1_000, burst: 100 };
const TOGETHER: RateLimit = { rate: 1_000, perMs: 1_000, burst: 2_000 };

/** Reads the options. Throws `BAD_REQUEST` for what makes no sense. */
export function edgeRules(options: EdgeOptions, { isProduction }: { readonly isProduction: boolean }): EdgeRules {
  const { trustProxy = 0, allow, deny } = options;
  const { hops, header = "x-forwarded-for" } = typeof trustProxy === "number" ? { hops: trustProxy } : trustProxy;
  if (!Number.isSafeInteger(hops) || hops < 0) {
    throw systemError("BAD_REQUEST", "edge.trustProxy is the number of proxies in front of the server: 0, 1, 2, …");
  }
  const perAddress = options.maxConnectionsPerAddress ?? 256;
  return {
    proxies: { hops, header },
    knowsProxies: options.trustProxy !== undefined,
    isOriginAllowed: originRule({ origins: options.origins, loopback: !isProduction }),
    allow: allow && addressList(allow, "edge.allow"),
    deny: deny && addressList(deny, "edge.deny"),
    maxConnections: positive(options.maxConnections ?? DEFAULT_MAX_CONNECTIONS, "maxConnections"),
    maxConnectionsPerAddress:
      perAddress === false ? Number.POSITIVE_INFINITY : positive(perAddress, "maxConnectionsPerAddress"),
    handshakesPerAddress: rate(options.handshakesPerAddress ?? PER_ADDRESS, "handshakesPerAddress"),
    handshakes: rate(options.handshakes ?? TOGETHER, "handshakes"),
    maxPending: positive(options.maxPending ?? 5_000, "maxPending"),
  };
}

function rate(value: RateLimit | false, option: string): Rule | undefined {
  return value === false ? undefined : ruleOf(value, `edge.${option}`);
}

function positive(value: number, option: string): number {
  if (value > 0) return value;
  throw systemError("BAD_REQUEST", `edge.${option} is ${value}: it has to be more than 0`);
}

import type { RouteLimit } from "@volley/protocol";
import { type Rule, ruleOf, type WhenUnsure } from "./rule.js";

/** A route, as far as limits know it. */
export interface LimitedRoute {
  readonly name: string;
  /** The first half of its name: messages of one session to it keep their order. */
  readonly service: string;
  readonly limit: RouteLimit | undefined;
}

/** The limit of one route. */
export interface RouteRule {
  readonly by: "session" | "uid" | "ip";
  readonly rule: Rule;
  readonly whenUnsure: WhenUnsure;
}

/** The limits that the contract declares, checked and looked up by route. */
export class RouteRules {
  readonly #rules = new Map<string, RouteRule>();
  readonly #sharing = new Set<string>();

  /** Throws `BAD_REQUEST` for a limit that can't be kept. */
  constructor(routes: Iterable<LimitedRoute>) {
    for (const { name, service, limit } of routes) {
      if (limit === undefined) continue;
      const { by = "session", whenUnsure = "allow-share" } = limit;
      this.#rules.set(name, { by, rule: ruleOf(limit, `the limit of ${name}`), whenUnsure });
      if (by !== "session") this.#sharing.add(service);
    }
  }

  of(route: string): RouteRule | undefined {
    return this.#rules.get(route);
  }

  /** Whether the limit of a route of this service is kept by all nodes together, so that it takes time to ask. */
  isShared(service: string): boolean {
    return this.#sharing.has(service);
  }
}

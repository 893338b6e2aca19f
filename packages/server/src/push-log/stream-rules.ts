import { type ContractParts, type GroupDefinition, type PushDefinition, systemError } from "@volley/protocol/internal";
import type { Keep } from "./push-log.js";

/** A stream of pushes that are numbered and kept. */
export interface Stream {
  /** What the log calls it: "g:table:7" for a group, "u:42" for a user. */
  readonly name: string;
  /** What clients call it: the group's name, or "" for the user's own. */
  readonly wire: string;
  readonly keep: Keep;
}

/** A group's pattern of the contract, and what filled it in. */
export interface PatternMatch {
  readonly pattern: string;
  readonly params: Readonly<Record<string, string>>;
}

interface Rule {
  readonly pattern: string;
  readonly fits: RegExp;
  readonly keep: Keep | undefined;
}

/** What is kept of a push unless its contract says otherwise. */
const KEEP: Keep = { count: 1_000, forMs: 120_000 };

/**
 * Knows from the contract which groups and users have streams: those that a push with delivery "replay" may go to.
 * A stream keeps what the most demanding of these pushes asks for.
 */
export class StreamRules {
  readonly #rules: readonly Rule[];
  /** What is kept of everything; undefined if nothing is. */
  readonly #all: Keep | undefined;

  constructor({ pushes, groups }: Pick<ContractParts, "pushes" | "groups">) {
    const keepOf = (names: readonly string[]): Keep | undefined => {
      const kept = names.flatMap((name) => {
        const push = Object.hasOwn(pushes, name) ? pushes[name] : undefined;
        return push?.delivery === "replay" ? [keepOfPush(name, push)] : [];
      });
      return kept.length === 0 ? undefined : kept.reduce(most);
    };
    this.#all = keepOf(Object.keys(pushes));
    this.#rules = Object.entries(groups).map(([pattern, group]) => ({
      pattern,
      fits: expressionOf(pattern),
      keep: keepOf([...group.pushes, ...presencePushes(group)]),
    }));
  }

  /** Whether the contract keeps any push. */
  get any(): boolean {
    return this.#all !== undefined;
  }

  /** The stream of a group; undefined if nothing that goes there is kept. */
  ofGroup(group: string): Stream | undefined {
    const keep = this.#keepOfGroup(group);
    return keep && { name: `g:${group}`, wire: group, keep };
  }

  /** The stream of a user; undefined if the contract keeps no push. */
  ofUser(uid: string): Stream | undefined {
    return this.#all && { name: `u:${uid}`, wire: "", keep: this.#all };
  }

  /** The stream whose pushes a session gets because it is in this room: of those who joined, of members, of a user. */
  ofRoom(room: string): Stream | undefined {
    if (this.#all === undefined) return undefined;
    const rest = room.slice(2);
    if (room.startsWith("g:") || room.startsWith("m:")) return this.ofGroup(rest);
    return room.startsWith("u:") ? this.ofUser(rest) : undefined;
  }

  /** Whether a push that may go to groups of a pattern is kept. */
  keepsOf(pattern: string): boolean {
    if (this.#rules.length === 0) return this.any;
    return this.#rules.some((rule) => rule.pattern === pattern && rule.keep !== undefined);
  }

  /** The patterns that a group's name may come from. */
  patternsOf(group: string): readonly PatternMatch[] {
    return this.#rules.flatMap(({ pattern, fits }) => {
      const match = fits.exec(group);
      return match === null ? [] : [{ pattern, params: { ...match.groups } }];
    });
  }

  #keepOfGroup(group: string): Keep | undefined {
    // A contract without groups lets any name be one, and everything go there.
    if (this.#rules.length === 0) return this.#all;
    const fitting = this.#rules.flatMap(({ fits, keep }) => (keep !== undefined && fits.test(group) ? [keep] : []));
    return fitting.length === 0 ? undefined : fitting.reduce(most);
  }
}

/** What a group is pushed by itself, whatever its list says. */
function presencePushes({ presence: { joined, updated, left } = {} }: GroupDefinition): readonly string[] {
  return [joined, updated, left].filter((name) => name !== undefined);
}

function keepOfPush(name: string, { keep }: PushDefinition): Keep {
  const { count = KEEP.count, forMs = KEEP.forMs } = keep ?? {};
  for (const [key, value] of Object.entries({ count, forMs })) {
    if (Number.isSafeInteger(value) && value >= 1) continue;
    throw systemError("BAD_REQUEST", `the push "${name}" has keep.${key} ${value}; use a whole number from 1`);
  }
  return { count, forMs };
}

function most(a: Keep, b: Keep): Keep {
  return { count: Math.max(a.count, b.count), forMs: Math.max(a.forMs, b.forMs) };
}

/** A pattern as an expression: params hold no colon, so the names of two patterns differ. A name may occur once only. */
function expressionOf(pattern: string): RegExp {
  const seen = new Set<string>();
  const source = pattern.replace(/\.|\{([A-Za-z][A-Za-z0-9_]*)\}/g, (found, name: string | undefined) => {
    if (name === undefined) return `\\${found}`;
    if (seen.has(name)) return `\\k<${name}>`;
    seen.add(name);
    return `(?<${name}>[A-Za-z0-9_.-]+)`;
  });
  return new RegExp(`^${source}$`);
}

import { type ContractParts, groupName, type PresenceDefinition, systemError } from "@volley/protocol/internal";

/** A group of a contract, its pattern filled in. */
export interface GroupOfContract {
  readonly name: string;
  /** What may be pushed to it: undefined for everything. */
  readonly allowed: readonly string[] | undefined;
  readonly presence: PresenceDefinition | undefined;
}

/** Fills a pattern of a contract. Throws `BAD_REQUEST` for an unknown one, or a param that can't stand in a name. */
export function groupOf(
  groups: ContractParts["groups"],
  pattern: string,
  params?: Readonly<Record<string, string | number>>,
): GroupOfContract {
  // A contract without groups lets any name be one.
  if (Object.keys(groups).length === 0) {
    return { name: groupName(pattern, params), allowed: undefined, presence: undefined };
  }
  const group = Object.hasOwn(groups, pattern) ? groups[pattern] : undefined;
  if (group === undefined) throw systemError("BAD_REQUEST", `the contract has no group "${pattern}"`);
  return { name: groupName(pattern, params), allowed: group.pushes, presence: group.presence };
}

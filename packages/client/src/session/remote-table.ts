import type { VolleyError } from "@volley/protocol";
import {
  type Dictionary,
  type Numbered,
  type PushDefinition,
  type RouteDefinition,
  type RouteTable,
  systemError,
} from "@volley/protocol/internal";

/** A push as it comes in: whose it is, and why it can't be taken, if so. */
export interface RemotePush {
  readonly push: Numbered<PushDefinition>;
  readonly mismatch: VolleyError<"CONTRACT_MISMATCH"> | undefined;
}

/**
 * The numbers that one server means. They are this client's own when the contracts are equal; else the server's
 * dictionary says them, and what differs is refused one by one: the rest of an old client goes on working.
 */
export interface RemoteTable {
  /** Tells the server's number of a route. Throws `CONTRACT_MISMATCH`. */
  numberOf(route: Numbered<RouteDefinition>): number;
  /** Finds the push that the server's number means; undefined if this client doesn't know it. */
  pushAt(number: number): RemotePush | undefined;
}

/** Makes the table for a welcome with this dictionary. */
export function createRemoteTable(own: RouteTable, dictionary: Dictionary | undefined): RemoteTable {
  return dictionary === undefined ? sameTable(own) : translatedTable(own, dictionary);
}

function sameTable(own: RouteTable): RemoteTable {
  return {
    numberOf: (route) => route.number,
    pushAt: (number) => {
      const push = own.pushes.at(number);
      return push && { push, mismatch: undefined };
    },
  };
}

function translatedTable(own: RouteTable, dictionary: Dictionary): RemoteTable {
  const routes = new Map(
    dictionary.routes.map(([kind, name, rev], number) => [name, { number, what: `${kind}, rev ${rev}` }]),
  );
  const pushes = dictionary.pushes.map(([name, rev]): RemotePush | undefined => {
    const push = own.pushes.get(name);
    if (push === undefined) return undefined;
    const ours = push.definition.rev;
    return { push, mismatch: ours === rev ? undefined : mismatch(name, `rev ${ours}`, `rev ${rev}`) };
  });
  return {
    numberOf: ({ name, definition }) => {
      const theirs = routes.get(name);
      const ours = `${definition.kind}, rev ${definition.rev}`;
      if (theirs?.what !== ours) throw mismatch(name, ours, theirs?.what ?? "nothing of that name");
      return theirs.number;
    },
    pushAt: (number) => pushes[number],
  };
}

function mismatch(name: string, ours: string, theirs: string): VolleyError<"CONTRACT_MISMATCH", undefined> {
  return systemError(
    "CONTRACT_MISMATCH",
    `${name} differs: here ${ours}, at the server ${theirs}; update the older one`,
  );
}

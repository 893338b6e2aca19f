import type { ContractParts } from "./contract.js";
import type { PushDefinition } from "./push.js";
import type { RouteDefinition } from "./route.js";

/** A route or push with its name and the number that frames carry. */
export interface Numbered<T> {
  readonly name: string;
  readonly number: number;
  readonly definition: T;
}

/** The routes and pushes of one side, by name and by number. */
export interface RouteTable {
  readonly routes: NumberedTable<RouteDefinition>;
  readonly pushes: NumberedTable<PushDefinition>;
}

/** Numbers things by their names in code-unit order, so that equal fingerprints mean equal numbers. */
export class NumberedTable<T> {
  readonly #byNumber: readonly Numbered<T>[];
  readonly #byName: ReadonlyMap<string, Numbered<T>>;

  constructor(definitions: Readonly<Record<string, T>>) {
    const names = Object.keys(definitions).sort();
    this.#byNumber = names.map((name, number) => ({ name, number, definition: definitions[name] as T }));
    this.#byName = new Map(this.#byNumber.map((entry) => [entry.name, entry]));
  }

  /** Finds what a frame's number means. */
  at(number: number): Numbered<T> | undefined {
    return this.#byNumber[number];
  }

  /** Finds what a name means. */
  get(name: string): Numbered<T> | undefined {
    return this.#byName.get(name);
  }

  /** Walks over everything in the order of the numbers. */
  [Symbol.iterator](): IterableIterator<Numbered<T>> {
    return this.#byNumber[Symbol.iterator]();
  }
}

/** Numbers the routes and pushes of a contract. */
export function createRouteTable(contract: Pick<ContractParts, "routes" | "pushes">): RouteTable {
  return { routes: new NumberedTable(contract.routes), pushes: new NumberedTable(contract.pushes) };
}

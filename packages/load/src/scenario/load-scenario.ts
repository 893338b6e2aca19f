import type { RequestOptions } from "@volley/client";
import type { AnyContract } from "@volley/protocol";
import type { ClientFacts, ConnectOptions, MessageFacts, StatefulFacts } from "./scenario.js";

/** The client as steps of any contract use it. */
export interface AnyClient {
  request(route: string, input?: unknown, options?: RequestOptions): PromiseLike<unknown>;
  notify(route: string, input?: unknown): void;
}

/** What a step does. */
export type StepAction =
  | { readonly kind: "request"; readonly route: string; readonly input: (facts: MessageFacts<unknown>) => unknown }
  | { readonly kind: "notify"; readonly route: string; readonly input: (facts: MessageFacts<unknown>) => unknown }
  | { readonly kind: "run"; readonly run: (client: AnyClient, facts: MessageFacts<unknown>) => unknown };

/** A step whose types were checked, and are gone. */
export interface LoadStep {
  readonly name: string;
  readonly weight: number;
  readonly action: StepAction;
  /** Codes of errors that count as answers. */
  readonly allow: ReadonlySet<string>;
}

/** A counted push whose types are gone. */
export interface LoadPush {
  readonly push: string;
  readonly sentAt: ((data: unknown, meta: unknown) => unknown) | undefined;
}

/** A scenario with every default filled in, and its types gone. */
export interface PlainScenario {
  readonly contract: AnyContract;
  readonly state: () => unknown;
  readonly connect: (facts: ClientFacts) => ConnectOptions | Promise<ConnectOptions>;
  readonly setup: ((client: AnyClient, facts: StatefulFacts<unknown>) => unknown) | undefined;
  readonly steps: readonly LoadStep[];
  readonly pushes: readonly LoadPush[];
}

/** What `defineScenario` makes, and a scenario file exports. Its content is for the tool. */
export interface LoadScenario {
  readonly "~scenario": object;
}

/** Takes the content out of what `defineScenario` of any copy of this package made; undefined: it is something else. */
export function plainScenario(value: unknown): PlainScenario | undefined {
  if (typeof value !== "object" || value === null || !("~scenario" in value)) return undefined;
  return value["~scenario"] as PlainScenario;
}

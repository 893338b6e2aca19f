import type { AnyContract } from "@volley/protocol";
import { systemError } from "@volley/protocol/internal";
import type { LoadPush, LoadScenario, LoadStep, PlainScenario, StepAction } from "./load-scenario.js";
import type { MessageFacts, Scenario } from "./scenario.js";

/**
 * Declares what the clients of a run do; a scenario file exports it as its default. Throws `BAD_REQUEST` for a route or a
 * push that the contract doesn't have, a weight that isn't positive, and two steps of one name.
 */
export function defineScenario<C extends AnyContract, State = undefined>(
  contract: C,
  scenario: Scenario<C, State>,
): LoadScenario {
  const { state = nothing, connect = () => ({}), setup, steps = [], pushes = [] } = scenario as UntypedScenario;
  const plain = steps.map((step) => toLoadStep(contract, step));
  const names = new Set<string>();
  for (const { name } of plain) {
    if (names.has(name)) throw wrong(`two steps are called "${name}"; give them names of their own`);
    names.add(name);
  }
  for (const { push } of pushes) {
    if (!Object.hasOwn(contract.pushes, push)) throw wrong(`the contract has no push "${push}"`);
  }
  const counted = pushes.map(({ push, sentAt }) => ({ push, sentAt }));
  const content: PlainScenario = { contract, state, connect, setup, steps: plain, pushes: counted };
  return { "~scenario": content };
}

/** A step as it is at run time, when nobody may have looked at its types. */
interface UntypedStep {
  readonly weight?: number;
  readonly name?: string;
  readonly request?: string;
  readonly notify?: string;
  readonly run?: Extract<StepAction, { kind: "run" }>["run"];
  readonly input?: (facts: MessageFacts<unknown>) => unknown;
  readonly allow?: readonly string[];
}

interface UntypedScenario extends Partial<Pick<PlainScenario, "state" | "connect" | "setup">> {
  readonly steps?: readonly UntypedStep[];
  readonly pushes?: readonly LoadPush[];
}

function toLoadStep(contract: AnyContract, step: UntypedStep): LoadStep {
  const action = toAction(contract, step);
  const name = step.name ?? (action.kind === "run" ? undefined : action.route);
  if (name === undefined) throw wrong("a step with `run` needs a name");
  const { weight = 1, allow = [] } = step;
  if (!(Number.isFinite(weight) && weight > 0)) throw wrong(`the weight of "${name}" must be positive, not ${weight}`);
  return { name, weight, action, allow: new Set(allow) };
}

function toAction(contract: AnyContract, { request, notify, run, input = nothing }: UntypedStep): StepAction {
  if (run !== undefined) return { kind: "run", run };
  const [kind, route] = request === undefined ? (["notify", notify] as const) : (["request", request] as const);
  if (route === undefined) throw wrong("a step has a request, a notify or a run, and this one has none");
  if (!Object.hasOwn(contract.routes, route) || contract.routes[route]?.kind !== kind) {
    throw wrong(`the contract has no ${kind} "${route}"`);
  }
  return { kind, route, input };
}

const nothing = (): undefined => undefined;

const wrong = (message: string) => systemError("BAD_REQUEST", `the scenario can't be used: ${message}`);

// What scenario files import; the tool itself is the command `volley-load`.
export { defineScenario } from "./scenario/define-scenario.js";
export type { LoadScenario } from "./scenario/load-scenario.js";
export type {
  ClientFacts,
  ConnectOptions,
  ExpectedPush,
  MessageFacts,
  NotifyStep,
  RequestStep,
  RunStep,
  Scenario,
  StatefulFacts,
  Step,
} from "./scenario/scenario.js";

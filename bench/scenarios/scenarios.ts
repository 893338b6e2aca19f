import { callScenarios } from "./calls.js";
import { churnScenarios } from "./churn.js";
import { clientSizeScenarios } from "./client-size.js";
import { connectionScenarios } from "./connections.js";
import { forwardedScenarios } from "./forwarded.js";
import { frameScenarios } from "./frames.js";
import { groupPushScenarios } from "./group-pushes.js";
import { growthScenarios } from "./growth.js";
import { growthGroupsScenarios } from "./growth-groups.js";
import { keptPushScenarios } from "./kept-pushes.js";
import { notifyScenarios } from "./notifies.js";
import { requestScenarios } from "./requests.js";
import type { Scenario } from "./scenario.js";
import { userPushScenarios } from "./user-pushes.js";
import { wireBytesScenarios } from "./wire-bytes.js";
import { workersScenarios } from "./workers.js";

/** All of them, in the order in which they run. */
export const scenarios: readonly Scenario[] = [
  ...requestScenarios,
  ...notifyScenarios,
  ...groupPushScenarios,
  ...wireBytesScenarios,
  ...frameScenarios,
  ...clientSizeScenarios,
  ...userPushScenarios,
  ...forwardedScenarios,
  ...callScenarios,
  ...keptPushScenarios,
  ...connectionScenarios,
  ...growthScenarios,
  ...growthGroupsScenarios,
  ...workersScenarios,
  ...churnScenarios,
];

import type { LimitStore } from "./limit-store.js";

/** What limits and quotas that all nodes keep together are counted with. */
export interface LimitPorts {
  readonly store: LimitStore;
}

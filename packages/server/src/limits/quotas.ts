import { systemError } from "@volley/protocol/internal";
import type { LimitPorts } from "./limit-ports.js";
import { checkQuota, createQuota, type Quota, type QuotaOptions } from "./quota.js";

/** The quotas of one server, by their names. */
export class Quotas {
  readonly #ports: LimitPorts;
  readonly #quotas = new Map<string, { readonly quota: Quota; readonly said: string }>();

  constructor(ports: LimitPorts) {
    this.#ports = ports;
  }

  /** Finds or makes a quota. Throws `BAD_REQUEST` for options that are none, `CONFLICT` for others under the same name. */
  quota(name: string, options: QuotaOptions): Quota {
    checkQuota(name, options);
    const { points, perMs, blockMs } = options;
    const said = JSON.stringify([points, perMs, blockMs]);
    const before = this.#quotas.get(name);
    if (before?.said === said) return before.quota;
    if (before !== undefined) throw systemError("CONFLICT", `the quota "${name}" has other options already`);
    const quota = createQuota(name, this.#ports.limiterOf(name, options));
    this.#quotas.set(name, { quota, said });
    return quota;
  }
}

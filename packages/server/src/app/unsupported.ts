import { type ContractParts, systemError } from "@volley/protocol/internal";

/**
 * Refuses a contract that asks for something whose behaviour this server doesn't have: starting anyway would break
 * a promise quietly. Throws `UNSUPPORTED`, naming the option.
 */
export function refuseUnsupported({ routes, pushes }: Pick<ContractParts, "routes" | "pushes">): void {
  for (const [name, route] of Object.entries(routes)) {
    if (route.limit !== undefined) throw unsupported(`the route "${name}" has a limit`);
  }
  for (const [name, push] of Object.entries(pushes)) {
    if (push.delivery === "replay") throw unsupported(`the push "${name}" has delivery: "${push.delivery}"`);
  }
}

function unsupported(what: string): Error {
  return systemError("UNSUPPORTED", `${what}, which this version of @volley/server doesn't do yet; leave it out`);
}

import { type ContractParts, systemError } from "@volley/protocol/internal";

/**
 * Refuses a contract that asks for something whose behaviour this server doesn't have: starting anyway would break
 * a promise quietly. Throws `UNSUPPORTED`, naming the option.
 */
export function refuseUnsupported({ routes }: Pick<ContractParts, "routes">): void {
  for (const [name, route] of Object.entries(routes)) {
    if (route.limit !== undefined) throw unsupported(`the route "${name}" has a limit`);
  }
}

function unsupported(what: string): Error {
  return systemError("UNSUPPORTED", `${what}, which this version of @volley/server doesn't do yet; leave it out`);
}

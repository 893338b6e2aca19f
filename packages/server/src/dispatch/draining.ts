import type { VolleyError } from "@volley/protocol";
import { systemError } from "@volley/protocol/internal";

/** Makes the error for a message of a service that takes nothing new any more. */
export function draining(service: string): VolleyError {
  return systemError("DRAINING", `this server is on its way out: its service ${service} begins nothing new; try again`);
}

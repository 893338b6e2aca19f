// Everything that a page without a bundler needs, as window.Volley.
export {
  composeContracts,
  defineContract,
  error,
  group,
  notify,
  push,
  request,
  VolleyError,
} from "@volley/protocol";
export { createClient } from "./create-client.js";
export { guestIdentity } from "./session/guest-identity.js";

import { checkTag, systemError } from "@volley/protocol/internal";
import { randomId } from "./base/ids.js";
import type { NodeInfo, Role } from "./cluster/node-info.js";
import type { ServerOptions } from "./options.js";

/** Who a node is among others: fixed for its life. */
export type NodeIdentity = Pick<NodeInfo, "id" | "role" | "type">;

const ROLES: readonly string[] = ["frontend", "backend", "both"] satisfies Role[];

/** Reads it from the options. Throws `BAD_REQUEST` for what can't work. */
export function nodeIdentity({ cluster, role = "both", type = role }: ServerOptions): NodeIdentity {
  if (!ROLES.includes(role)) throw systemError("BAD_REQUEST", `"${role}" is no role: use ${ROLES.join(", ")}`);
  if (cluster === undefined && role !== "both") {
    const why = role === "backend" ? "nobody could reach it" : "nobody would serve what it forwards";
    throw systemError("BAD_REQUEST", `a ${role} needs a cluster, or ${why}: say cluster: redis({ url })`);
  }
  return { id: randomId(), role, type: checkTag(type) };
}

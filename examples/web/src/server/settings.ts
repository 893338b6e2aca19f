import { parseArgs } from "node:util";
import type { Role } from "@volley/server";
import { serializerNameOf } from "../serializer-name.js";
import type { DuelServerOptions } from "./duel-server.js";

/** What a process of the server is told from outside. */
export interface Settings extends DuelServerOptions {
  readonly port: number;
  readonly host: string;
}

const roles: readonly string[] = ["frontend", "backend", "both"] satisfies Role[];

/**
 * Reads the settings: from the environment, and the role also from `--role`. A process that has a role is a node of
 * a cluster, on the Redis that `REDIS_URL` names; one without is alone. Throws, for people, what is wrong with them.
 */
export function readSettings(env: NodeJS.ProcessEnv, args: readonly string[]): Settings {
  const { PORT = "3000", HOST = "127.0.0.1", REDIS_URL = "redis://127.0.0.1:6379", DUEL_PREFIX } = env;
  const { DUEL_SECRET, DUEL_SERIALIZER, DUEL_ROLE } = env;
  const { role = DUEL_ROLE } = parseArgs({ args: [...args], options: { role: { type: "string" } } }).values;
  const own = {
    port: Number(PORT),
    host: HOST,
    secret: DUEL_SECRET,
    serializer: serializerNameOf(DUEL_SERIALIZER),
  };
  if (role === undefined) return own;
  if (!isRole(role)) throw new Error(`"${role}" is no role: it has to be ${roles.join(", ")}.`);
  // Made up by each process, a guest would be somebody else on the next frontend.
  if (DUEL_SECRET === undefined) throw new Error("Set DUEL_SECRET, the same for all processes of the cluster.");
  return { ...own, cluster: { redisUrl: REDIS_URL, role, prefix: DUEL_PREFIX } };
}

function isRole(text: string): text is Role {
  return roles.includes(text);
}

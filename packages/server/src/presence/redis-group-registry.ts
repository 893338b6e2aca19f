import { randomId } from "../base/ids.js";
import { parseJson } from "../base/parse-json.js";
import type { RedisKeys } from "../redis/keys.js";
import { readHash } from "../redis/read-hash.js";
import type { RedisCommands } from "../redis/redis-commands.js";
import type {
  GroupRegistry,
  JoinedSession,
  PresenceChange,
  PresentUser,
  RegisteredSession,
  RegistryAnswer,
  RegistryWrite,
  SessionEntry,
  WriteOptions,
} from "./group-registry.js";
import { MEND_GROUP } from "./mend-group.js";
import { REGISTRY_SCRIPT } from "./registry-script.js";

/** What a Redis registry works with. */
export interface RedisRegistryParts {
  readonly commands: RedisCommands;
  readonly keys: RedisKeys;
  /** The id of the node that writes; without spaces. */
  readonly node: string;
  /** How long what it wrote holds without a renewal, in ms. */
  readonly leaseMs: number;
}

/** More than the sessions of any user, and what is known of it, can be. */
const MAX_USER_BYTES = 16 * 1024 * 1024;

/** Keeps in Redis which sessions joined which groups. */
export class RedisGroupRegistry implements GroupRegistry {
  readonly #parts: RedisRegistryParts;

  constructor(parts: RedisRegistryParts) {
    this.#parts = parts;
  }

  async write(
    group: string,
    write: RegistryWrite,
    { presence, gone = [] }: WriteOptions = {},
  ): Promise<RegistryAnswer> {
    const { commands, keys, node, leaseMs } = this.#parts;
    const answer = await commands.script(
      REGISTRY_SCRIPT,
      ...keysOf(keys, group),
      node,
      leaseMs,
      presence?.graceMs ?? "",
      presence?.epoch ?? "",
      randomId(),
      JSON.stringify({ ...forScript(write), gone }),
    );
    if (Array.isArray(answer)) return parseAnswer(answer);
    return { type: answer === 1 ? "cleared" : "differs" };
  }

  async sessions(group: string): Promise<readonly RegisteredSession[]> {
    return this.#read(group, this.#parts.keys.groupSessions(group), parseSession);
  }

  async present(group: string): Promise<readonly PresentUser[]> {
    return this.#read(group, this.#parts.keys.groupPresence(group), parseUser);
  }

  /** Reads all entries of a key. Those that are none are left out, and seen to. */
  async #read<T>(group: string, key: string, parse: (field: string, text: string) => T | undefined): Promise<T[]> {
    const entries = await readHash(this.#parts.commands, key);
    const fields = Object.entries(entries ?? {}).filter(([field]) => field !== "");
    const found = fields.flatMap(([field, text]) => parse(field, text) ?? []);
    if (entries === undefined || found.length < fields.length) await this.#mend(group);
    return found;
  }

  async #mend(group: string): Promise<void> {
    const { commands, keys, leaseMs } = this.#parts;
    await commands.script(MEND_GROUP, ...keysOf(keys, group), leaseMs);
  }
}

/** The keys of a group, as its scripts take them. */
function keysOf(keys: RedisKeys, group: string): readonly string[] {
  return [keys.groupNodes(group), keys.groupSessions(group), keys.groupPresence(group), keys.groupLeaving(group)];
}

function parseSession(session: string, text: string): RegisteredSession | undefined {
  const [, node, uid] = /^(\S+) (.*)$/s.exec(text) ?? [];
  return node === undefined ? undefined : { session, uid: uid === "" ? undefined : uid, node };
}

/** `i` is false while it isn't known: the user's nodes will say it again. */
function parseUser(uid: string, text: string): PresentUser | undefined {
  const { s, i } = parseJson(text, MAX_USER_BYTES) ?? {};
  if (typeof s !== "object" || s === null || (typeof i !== "string" && i !== false)) return undefined;
  return { uid, info: i === false ? "" : i };
}

/** Lua knows no `undefined`, and short lists keep its work small. */
function forScript(write: RegistryWrite): object {
  if (write.type === "look" || write.type === "clear") return write;
  return {
    type: write.type,
    basis: write.type === "change" ? `${write.basis}` : "",
    afterClear: write.type === "replace" && write.afterClear,
    revision: `${write.revision ?? ""}`,
    left: write.left.map(({ session, uid }: JoinedSession) => [session, uid ?? ""]),
    entered: write.entered.map((entry: SessionEntry) => [
      entry.session,
      entry.uid ?? "",
      entry.info,
      entry.fresh ? 1 : 0,
    ]),
  };
}

function parseAnswer([epoch, due, leaving, ...told]: readonly unknown[]): RegistryAnswer {
  const changes: PresenceChange[] = [];
  for (let at = 0; at + 2 < told.length; at += 3) {
    const [type, uid, info] = told.slice(at, at + 3).map(String) as [PresenceChange["type"], string, string];
    changes.push(type === "left" ? { type, uid } : { type, uid, info });
  }
  return {
    type: "written",
    epoch: epoch === "" ? undefined : String(epoch),
    changes,
    dueInMs: Number(due) < 0 ? undefined : Number(due),
    leaving: Number(leaving) > 0,
  };
}

import { randomId } from "../base/ids.js";
import type { RedisKeys } from "../redis/keys.js";
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
      keys.groupNodes(group),
      keys.groupSessions(group),
      keys.groupPresence(group),
      keys.groupLeaving(group),
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
    const { commands, keys } = this.#parts;
    const entries = await commands.run((client) => client.hgetall(keys.groupSessions(group)));
    return Object.entries(entries).map(([session, entry]) => {
      const [node = "", uid = ""] = entry.split(" ");
      return { session, uid: uid === "" ? undefined : uid, node };
    });
  }

  async present(group: string): Promise<readonly PresentUser[]> {
    const { commands, keys } = this.#parts;
    const entries = await commands.run((client) => client.hgetall(keys.groupPresence(group)));
    return Object.entries(entries).flatMap(([uid, text]) =>
      uid === "" ? [] : [{ uid, info: (JSON.parse(text) as { readonly i: string }).i }],
    );
  }
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

import type { UserDirectory } from "../directory/user-directory.js";
import type { SessionIndex } from "../session/session-index.js";
import type { Receipt } from "./receipt.js";

/** Finds out whom a push or a kick to users reaches, in the whole cluster. */
export class Receipts {
  readonly #sessions: SessionIndex;
  readonly #directory: Pick<UserDirectory, "lookup">;
  readonly #type: string;

  /** `type`: this node's. */
  constructor(parts: {
    readonly sessions: SessionIndex;
    readonly directory: Pick<UserDirectory, "lookup">;
    readonly type: string;
  }) {
    this.#sessions = parts.sessions;
    this.#directory = parts.directory;
    this.#type = parts.type;
  }

  /**
   * Tells how users stand now, those of nodes of one type if `type` is given. Only users without a connected session
   * here are looked up. Rejects with `UNAVAILABLE`.
   */
  async of(uids: readonly string[], type?: string): Promise<Receipt> {
    const receipt = { delivered: [] as string[], pending: [] as string[], offline: [] as string[] };
    const elsewhere: string[] = [];
    for (const uid of new Set(uids)) {
      if (this.#isHere(uid, type)) receipt.delivered.push(uid);
      else elsewhere.push(uid);
    }
    if (elsewhere.length === 0) return receipt;
    const found = await this.#directory.lookup(elsewhere);
    for (const [index, uid] of elsewhere.entries()) {
      const sessions = (found[index] ?? []).filter((session) => type === undefined || session.type === type);
      const connected = sessions.some((session) => session.connected);
      receipt[connected ? "delivered" : sessions.length > 0 ? "pending" : "offline"].push(uid);
    }
    return receipt;
  }

  #isHere(uid: string, type: string | undefined): boolean {
    if (type !== undefined && type !== this.#type) return false;
    return this.#sessions.of(uid).some((session) => session.connected);
  }
}

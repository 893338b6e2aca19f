import type { Clock } from "@volley/protocol/internal";
import { randomId } from "../base/ids.js";
import type {
  GroupRegistry,
  PresentUser,
  RegisteredSession,
  RegistryAnswer,
  RegistryWrite,
  WriteOptions,
} from "./group-registry.js";
import { type Moment, StoredGroup } from "./stored-group.js";

/** Joins the registries of the nodes in one process. */
export class MemoryRegistryHub {
  readonly groups = new Map<string, StoredGroup>();
  /** Names what is kept here, for as long as nothing of it is lost. */
  epoch = randomId();

  /** Forgets everything, as a store does that was started anew. */
  lose(): void {
    this.groups.clear();
    this.epoch = randomId();
  }
}

/** What a memory registry works with. */
export interface MemoryRegistryParts {
  /** Shared with the other nodes in the process. Default: one of its own. */
  readonly hub?: MemoryRegistryHub | undefined;
  readonly clock: Clock;
  /** The id of the node that writes. */
  readonly node: string;
  /** How long what it wrote holds without a renewal, in ms. Default: for ever. */
  readonly leaseMs?: number | undefined;
}

/** Keeps in this process which sessions joined which groups. */
export class MemoryGroupRegistry implements GroupRegistry {
  readonly #hub: MemoryRegistryHub;
  readonly #clock: Clock;
  readonly #node: string;
  readonly #leaseMs: number;

  constructor({ hub = new MemoryRegistryHub(), clock, node, leaseMs }: MemoryRegistryParts) {
    this.#hub = hub;
    this.#clock = clock;
    this.#node = node;
    this.#leaseMs = leaseMs ?? Number.POSITIVE_INFINITY;
  }

  async write(group: string, write: RegistryWrite, options: WriteOptions = {}): Promise<RegistryAnswer> {
    const stored = this.#hub.groups.get(group) ?? new StoredGroup();
    const refusal = this.#refuse(stored, write);
    if (refusal !== undefined) return { type: refusal };
    const { presence } = options;
    const moment: Moment = {
      now: this.#clock.monotonic(),
      graceMs: presence?.graceMs ?? 0,
      presence: presence !== undefined,
      epoch: this.#hub.epoch,
      lost: presence?.epoch !== undefined && presence.epoch !== this.#hub.epoch,
      changes: [],
    };
    stored.pruneOthers(this.#node, options.gone ?? [], moment);
    this.#apply(stored, write, moment);
    const answer = stored.finish(this.#node, moment);
    if (stored.empty) this.#hub.groups.delete(group);
    else this.#hub.groups.set(group, stored);
    return answer;
  }

  async sessions(group: string): Promise<readonly RegisteredSession[]> {
    return this.#hub.groups.get(group)?.sessions ?? [];
  }

  async present(group: string): Promise<readonly PresentUser[]> {
    return this.#hub.groups.get(group)?.present ?? [];
  }

  #refuse(stored: StoredGroup, write: RegistryWrite): "differs" | "cleared" | undefined {
    if (write.type !== "change" && write.type !== "replace") return undefined;
    const revision = stored.revisionOf(this.#node);
    if (revision === "cleared") return write.type === "replace" && write.afterClear ? undefined : "cleared";
    return write.type === "change" && write.basis !== revision ? "differs" : undefined;
  }

  #apply(stored: StoredGroup, write: RegistryWrite, moment: Moment): void {
    if (write.type === "look") return;
    if (write.type === "clear") return stored.clear(this.#node, moment);
    if (write.type === "replace") stored.prune(this.#node, moment);
    for (const { session, uid } of write.left) {
      stored.leave(this.#node, session, moment);
      if (uid !== undefined) stored.mourn(uid, moment);
    }
    for (const entry of write.entered) stored.enter(this.#node, entry, moment);
    stored.setShare(this.#node, write.revision, moment.now + this.#leaseMs);
  }
}

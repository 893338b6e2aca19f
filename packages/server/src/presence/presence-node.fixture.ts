import { type Clock, systemError } from "@volley/protocol/internal";
import type { Logger } from "../base/logger.js";
import { Tasks } from "../base/tasks.js";
import type { Bus } from "../cluster/bus.js";
import { RedisKeys } from "../redis/keys.js";
import type { GroupRegistry, RegistryWrite } from "./group-registry.js";
import { Presence, type PresenceEvent } from "./presence.js";
import type { PresenceGroup } from "./presence-group.js";

/** A group whose presence is told. */
export const LOBBY: PresenceGroup = { name: "lobby", presence: { joined: "lobby.came", left: "lobby.went" } };

/** What a node for tests is made of. */
export interface PresenceNodeParts {
  readonly name: string;
  readonly registry: GroupRegistry;
  readonly clock: Clock;
  readonly bus: Bus;
  readonly leaseMs?: number | undefined;
  readonly graceMs?: number | undefined;
  readonly isAlive?: (node: string) => boolean;
}

/** A registry that a test can put out of reach, before or after it did what it was told. */
export class FlakyRegistry implements GroupRegistry {
  readonly #registry: GroupRegistry;
  readonly writes: RegistryWrite["type"][] = [];
  state: "up" | "down" | "mute" = "up";
  /** Runs before each write. */
  before: () => Promise<void> = () => Promise.resolve();

  constructor(registry: GroupRegistry) {
    this.#registry = registry;
  }

  async write(...[group, write, options]: Parameters<GroupRegistry["write"]>) {
    this.writes.push(write.type);
    await this.before();
    if (this.state === "down") throw unreachable();
    const answer = await this.#registry.write(group, write, options);
    if (this.state === "mute") throw unreachable();
    return answer;
  }

  async sessions(group: string) {
    if (this.state === "down") throw unreachable();
    return this.#registry.sessions(group);
  }

  async present(group: string) {
    if (this.state === "down") throw unreachable();
    return this.#registry.present(group);
  }
}

/** The presence of one node, with the rooms of its sessions, and everything that it told. */
export class PresenceNode {
  readonly presence: Presence;
  readonly registry: FlakyRegistry;
  /** What it told the groups: "joined ann". */
  readonly told: string[] = [];
  /** Failures that were logged. */
  readonly errors: string[] = [];
  readonly #rooms = new Map<string, Set<string>>();

  constructor({ name, registry, clock, bus, leaseMs = 30_000, graceMs = 5_000, isAlive }: PresenceNodeParts) {
    const logger: Logger = { debug() {}, info() {}, warn() {}, error: (message) => this.errors.push(message) };
    this.registry = new FlakyRegistry(registry);
    this.presence = new Presence({
      registry: this.registry,
      clock,
      bus,
      leaseMs,
      graceMs,
      logger,
      tasks: new Tasks(logger),
      keys: new RedisKeys(),
      node: name,
      isAlive: isAlive ?? (() => true),
      sessionsIn: (group) => [...(this.#rooms.get(group) ?? [])],
      takeOut: (group, session) => void this.#rooms.get(group)?.delete(session),
      announce: (_, event) => this.told.push(textOf(event)),
    });
  }

  /** A session joins, as groups do it: the room first. */
  join(session: string, uid?: string, { info = "", group = LOBBY } = {}): Promise<void> {
    const room = this.#rooms.get(group.name) ?? new Set();
    this.#rooms.set(group.name, room.add(session));
    return this.presence.join(group, { session, uid, info: info === "" ? "" : JSON.stringify(info) });
  }

  leave(session: string, group = LOBBY): Promise<void> {
    this.#rooms.get(group.name)?.delete(session);
    return this.presence.leave(group.name, session);
  }

  /** Lists the sessions of this node that are in the lobby's room. */
  room(): string[] {
    return [...(this.#rooms.get(LOBBY.name) ?? [])];
  }

  /** Another node takes a session out of the room. */
  takeOut(session: string, group = LOBBY): void {
    this.#rooms.get(group.name)?.delete(session);
  }

  /** Follows the lobby; what is told to the handler goes into the list returned. */
  follow(): string[] {
    const events: string[] = [];
    this.presence.onChange(LOBBY, (event) => events.push(textOf(event)));
    return events;
  }

  async present(): Promise<string[]> {
    return (await this.presence.present(LOBBY)).map(({ uid }) => uid).toSorted();
  }

  async sessions(): Promise<string[]> {
    return (await this.presence.sessions(LOBBY.name)).map(({ session }) => session).toSorted();
  }
}

function textOf(event: PresenceEvent): string {
  const info = event.type === "left" || event.info === undefined ? "" : ` ${String(event.info)}`;
  return `${event.type} ${event.uid}${info}`;
}

function unreachable(): Error {
  return systemError("UNAVAILABLE", "out of reach");
}

import type { Deadlines } from "@volley/protocol/internal";
import type { Tasks } from "../base/tasks.js";
import type { ResumeStore } from "../resume/resume-store.js";

/** What this works with. */
export interface LeftSessionsParts {
  readonly store: Pick<ResumeStore, "holder">;
  readonly isAlive: (node: string) => boolean;
  readonly deadlines: Deadlines;
  readonly tasks: Tasks;
  /** The sessions of a node that somebody here wants to know about. */
  readonly wanted: (node: string) => readonly string[];
  readonly goesOn: (session: string, way: { readonly from: string; readonly to: string }) => void;
  readonly ended: (session: string, node: string) => void;
}

/** How often it is looked what became of a session whose node is gone, in ms: it may wait for its client. */
const LOOK_MS = 2_000;
/** How many are looked for at a time. */
const CHUNK = 128;

/** Finds out what becomes of sessions that left their node, or whose node is gone: each goes on elsewhere, or is over. */
export class LeftSessions {
  readonly #parts: LeftSessionsParts;

  constructor(parts: LeftSessionsParts) {
    this.#parts = parts;
  }

  /** Tells that a node is gone. What is stored of its sessions ends with their time to come back. */
  nodeLeft(node: string): void {
    this.#parts.tasks.watch("looking for sessions of a node that is gone", this.#look(node));
  }

  /** Tells that a living node doesn't have a session any more. */
  sessionLeft(session: string, node: string): void {
    this.#parts.tasks.watch("looking for a session that left its node", this.#follow(session, node));
  }

  async #follow(session: string, node: string): Promise<void> {
    const { store, deadlines, goesOn, ended } = this.#parts;
    const holder = await store.holder(session).catch(() => node);
    if (holder === undefined) ended(session, node);
    else if (holder !== node) goesOn(session, { from: node, to: holder });
    // It came back there and isn't entered yet, or the store is away. What is stored of one that ended goes with its time.
    else deadlines.add(LOOK_MS, () => goesOn(session, { from: node, to: node }));
  }

  async #look(node: string): Promise<void> {
    const { wanted, isAlive, deadlines } = this.#parts;
    const sessions = wanted(node);
    for (let at = 0; at < sessions.length; at += CHUNK) {
      await Promise.all(sessions.slice(at, at + CHUNK).map((session) => this.#lookFor(session, node)));
    }
    if (wanted(node).length > 0 && !isAlive(node)) deadlines.add(LOOK_MS, () => this.nodeLeft(node));
  }

  async #lookFor(session: string, node: string): Promise<void> {
    const { store, isAlive, goesOn, ended } = this.#parts;
    // What can't be known now is asked again.
    const holder = await store.holder(session).catch(() => node);
    if (holder === undefined) ended(session, node);
    // Also on the same one, which was taken for gone: what it told meanwhile may be lost.
    else if (isAlive(holder)) goesOn(session, { from: node, to: holder });
  }
}

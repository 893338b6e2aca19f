import { systemError } from "@volley/protocol/internal";
import type { LiveSession } from "../session/live-session.js";

/** Something that a handler on another node does to a session. Everything in it travels as JSON. */
export type SessionOp =
  | { readonly op: "set"; readonly patch: object }
  | { readonly op: "bind"; readonly uid: string; readonly claims: Readonly<Record<string, unknown>> }
  | { readonly op: "tag" | "untag"; readonly tags: readonly string[] }
  | { readonly op: "join" | "leave"; readonly args: readonly unknown[] }
  | { readonly op: "kick"; readonly text: string }
  | { readonly op: "move"; readonly inMs: number }
  /** Asks to be told when the session ends. */
  | { readonly op: "watch" };

/** Which session, and what to do to it. */
export interface SessionOpHead {
  readonly session: string;
  readonly op: SessionOp;
}

/** Reads what another node sent; undefined if it is nothing that this version knows. */
export function readSessionOpHead(value: unknown): SessionOpHead | undefined {
  if (!isRecord(value) || typeof value["session"] !== "string" || !isRecord(value["op"])) return undefined;
  const op = value["op"];
  const fits =
    (op["op"] === "set" && isRecord(op["patch"])) ||
    (op["op"] === "bind" && typeof op["uid"] === "string" && isRecord(op["claims"])) ||
    ((op["op"] === "tag" || op["op"] === "untag") && Array.isArray(op["tags"])) ||
    ((op["op"] === "join" || op["op"] === "leave") && Array.isArray(op["args"])) ||
    (op["op"] === "kick" && typeof op["text"] === "string") ||
    (op["op"] === "move" && typeof op["inMs"] === "number") ||
    op["op"] === "watch";
  return fits ? { session: value["session"], op: op as unknown as SessionOp } : undefined;
}

/** Does it to a session of this node. Rejects and throws as the session's own methods do. */
export async function applySessionOp(session: LiveSession, op: SessionOp): Promise<void> {
  switch (op.op) {
    case "set":
      return session.set(op.patch);
    case "bind":
      return session.bind(op.uid, op.claims);
    case "tag":
      return session.tag(...op.tags);
    case "untag":
      return session.untag(...op.tags);
    case "join":
      return session.join(...groupArgs(op.args));
    case "leave":
      return session.leave(...(groupArgs(op.args) as Parameters<LiveSession["leave"]>));
    case "kick":
      return session.kick(op.text);
    case "move":
      return session.move(op);
    case "watch":
      return;
  }
}

function groupArgs([pattern, ...rest]: readonly unknown[]): Parameters<LiveSession["join"]> {
  if (typeof pattern !== "string") throw systemError("BAD_REQUEST", "a group's name is a text");
  return [pattern, ...rest] as Parameters<LiveSession["join"]>;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

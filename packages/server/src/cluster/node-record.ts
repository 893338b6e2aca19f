import { isName, systemError } from "@volley/protocol/internal";
import { parseJson } from "../base/parse-json.js";
import type { NodeInfo, Role } from "./node-info.js";

/** The most that a node can say of itself, in bytes of JSON: every node reads that of all others every few seconds. */
const MAX_RECORD = 32_768;
const MAX_METADATA = 4_096;
const ROLES: readonly unknown[] = ["frontend", "backend", "both"] satisfies readonly Role[];
const STATES: readonly unknown[] = ["ready", "draining"] satisfies readonly NodeInfo["state"][];

/** Writes down what a node says of itself. Throws `BAD_REQUEST` for names that are none, and for too much of it. */
export function encodeNode(node: NodeInfo): string {
  const metadata = JSON.stringify(node.metadata);
  if (Buffer.byteLength(metadata) > MAX_METADATA) {
    throw systemError("BAD_REQUEST", `a node's metadata can have ${MAX_METADATA} bytes as JSON: keep less in it`);
  }
  const text = JSON.stringify(node);
  if (decodeNode(text) === undefined) {
    throw systemError("BAD_REQUEST", "a node's id, type and services have to be names, and its metadata texts");
  }
  return text;
}

/**
 * Reads what a node said of itself. undefined: it is nothing that this version understands. What a newer version says
 * besides is left out.
 */
export function decodeNode(text: string): NodeInfo | undefined {
  const record = parseJson(text, MAX_RECORD);
  if (record === undefined) return undefined;
  const { id, role, type, services, remotes, contract, metadata, state } = record;
  if (!isName(id) || !isName(type) || !ROLES.includes(role) || !STATES.includes(state)) return undefined;
  if (!isNames(services) || !isNames(remotes) || typeof contract !== "string" || !isTexts(metadata)) return undefined;
  return Object.freeze({
    ...{ id, role: role as Role, type, services, remotes, contract },
    ...{ metadata: Object.freeze(metadata), state: state as NodeInfo["state"] },
  });
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isName);
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((each) => typeof each === "string");
}

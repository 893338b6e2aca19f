import type { Issue } from "../errors/issue.js";
import { isLong, toNumber } from "./long.js";

/** A message as it was given, or a map in it. */
export type Given = Readonly<Record<string, unknown>>;

/** Tells objects with fields from dates, maps and others whose content isn't in fields. */
export function isRecord(value: unknown): value is Given {
  return Object.prototype.toString.call(value) === "[object Object]";
}

/** The same loss, seen from one level above. */
export function lossAt(key: string | number, { message, path }: Issue): Issue {
  return { message, path: [key, ...path] };
}

/** Says that a value arrives as another one, or not at all. */
export function lossOf(given: unknown, arrived: unknown): Issue {
  return { message: explain(given, arrived), path: [] };
}

function explain(given: unknown, arrived: unknown): string {
  if (given === null) return "Protobuf has no null: leave the field out";
  if (given === undefined) return "lists and maps have no place for undefined";
  if (typeof given === "bigint") return "a BigInt can't be sent: give a number up to 2^53 - 1, or a string";
  const unexpected = arrived === null || arrived === undefined || typeof arrived === "function";
  return `${show(given)} doesn't fit${unexpected ? "" : `: it would arrive as ${show(arrived)}`}`;
}

function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === "symbol" || typeof value === "function") return `a ${typeof value}`;
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (isLong(value)) return String(toNumber(value) ?? "an integer beyond 2^53 - 1");
  return isRecord(value) ? "an object" : `a ${Object.prototype.toString.call(value).slice(8, -1)}`;
}

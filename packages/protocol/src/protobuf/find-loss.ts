import type { Issue } from "../errors/issue.js";
import { isLong, toNumber } from "./long.js";
import { type Given, isRecord, lossAt, lossOf } from "./loss.js";
import type { Shapes } from "./shapes.js";

type Found = Issue | undefined;

/** The field that a value stands in, itself or as an element or entry. */
interface Place {
  readonly shapes: Shapes;
  readonly given: Given;
  readonly arrived: object;
  readonly field: string;
}

/**
 * Finds the first part of a given value that arrives as something else, if any: `arrived` is the message that the
 * given one becomes when it is encoded and decoded. Numbers in float fields may lose precision, nothing else may.
 */
export function findLoss(given: Given, arrived: object, shapes: Shapes): Found {
  const { names } = shapes.of(arrived);
  for (const field of Object.keys(given)) {
    const value = given[field];
    if (value === undefined) continue;
    if (!names.has(field)) return lossAt(field, { message: "the message has no field of this name", path: [] });
    const there = (arrived as Given)[field];
    const loss = value === there ? undefined : findValueLoss(value, there, { shapes, given, arrived, field });
    if (loss !== undefined) return lossAt(field, loss);
  }
  return undefined;
}

function findValueLoss(given: unknown, arrived: unknown, place: Place): Found {
  if (given === arrived) return undefined;
  if (typeof given === "number") return findNumberLoss(given, arrived, place);
  if (typeof given !== "object" || given === null) return lossOf(given, arrived);
  if (typeof arrived !== "object" || arrived === null) return lossOf(given, arrived);
  if (Array.isArray(arrived))
    return Array.isArray(given) ? findListLoss(given, arrived, place) : lossOf(given, arrived);
  if (arrived instanceof Uint8Array) {
    // As many bytes are the same bytes: they are copied, never converted.
    return given instanceof Uint8Array && given.length === arrived.length ? undefined : lossOf(given, arrived);
  }
  if (isLong(arrived) || !isRecord(given)) return lossOf(given, arrived);
  const isMap = Object.getPrototypeOf(arrived) === Object.prototype;
  return isMap ? findMapLoss(given, arrived as Given, place) : findLoss(given, arrived, place.shapes);
}

function findNumberLoss(given: number, arrived: unknown, place: Place): Found {
  const number = typeof arrived === "object" && arrived !== null && isLong(arrived) ? toNumber(arrived) : arrived;
  if (number === given || (Number.isNaN(number) && Number.isNaN(given))) return undefined;
  if (Number.isFinite(number) && number === Math.fround(given) && mayRound(place)) return undefined;
  return lossOf(given, arrived);
}

function findListLoss(given: readonly unknown[], arrived: readonly unknown[], place: Place): Found {
  // No method of arrays: they skip holes.
  for (let index = 0; index < given.length; index++) {
    const loss = findValueLoss(given[index], arrived[index], place);
    if (loss !== undefined) return lossAt(index, loss);
  }
  return undefined;
}

function findMapLoss(given: Given, arrived: Given, place: Place): Found {
  for (const key of Object.keys(given)) {
    if (key === "__proto__") return lossAt(key, { message: "receivers refuse this key", path: [] });
    const there = Object.hasOwn(arrived, key) ? arrived[key] : undefined;
    const loss = there === undefined ? lossOf(given[key], there) : findValueLoss(given[key], there, place);
    if (loss !== undefined) return lossAt(key, loss);
  }
  return undefined;
}

function mayRound({ shapes, arrived, given, field }: Place): boolean {
  return shapes.canHoldFractions(arrived, given, field);
}

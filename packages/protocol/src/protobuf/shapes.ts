import { encodeAs, type ProtobufType } from "./message-type.js";

/** What a static module tells of a message: its fields, and nothing of their types. */
export interface Shape {
  readonly fields: readonly string[];
  /** The same, to look names up. */
  readonly names: ReadonlySet<string>;
  /** Whether the numbers of a field are floats of 32 bits, or of 64, as far as somebody asked. */
  readonly fractional: Map<string, boolean>;
}

/**
 * The shapes of the messages that were met. They are read from the prototypes, where pbjs writes a default for every
 * field: null for nested messages, `optional` and `oneof` fields.
 */
export class Shapes {
  readonly #known = new WeakMap<object, Shape>();

  /** The shape of a decoded message. */
  of(message: object): Shape {
    const prototype: object = Object.getPrototypeOf(message);
    let shape = this.#known.get(prototype);
    if (shape === undefined) {
      const fields = Object.entries(prototype)
        .filter(isField)
        .map(([name]) => name);
      shape = { fields, names: new Set(fields), fractional: new Map() };
      this.#known.set(prototype, shape);
    }
    return shape;
  }

  /**
   * Tells whether a field, or the elements of it, can hold fractions, by sending one. `given` is a message in which the
   * field has a value; the rest of it goes along, since it may be required.
   */
  canHoldFractions(message: object, given: Readonly<Record<string, unknown>>, field: string): boolean {
    const { fractional } = this.of(message);
    let answer = fractional.get(field);
    if (answer === undefined) {
      answer = probe(message.constructor as unknown as ProtobufType, given, field);
      fractional.set(field, answer);
    }
    return answer;
  }
}

/** `toJSON` is the one method that some modules have. */
const isField = ([, value]: [string, unknown]): boolean => typeof value !== "function";

function probe(type: ProtobufType, given: Readonly<Record<string, unknown>>, field: string): boolean {
  const old = given[field];
  const [key = ""] = typeof old === "object" ? Object.keys(old ?? {}) : [];
  const sent = Array.isArray(old) ? [0.5] : typeof old === "object" ? { [key]: 0.5 } : 0.5;
  const decoded = type.decode(encodeAs(type, { ...given, [field]: sent })) as Record<string, unknown>;
  const arrived = decoded[field];
  return typeof arrived === "object" ? Object.values(arrived ?? {})[0] === 0.5 : arrived === 0.5;
}

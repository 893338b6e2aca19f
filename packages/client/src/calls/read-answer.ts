import { type ErrorDefs, type Schema, type Serializer, VolleyError } from "@volley/protocol";
import {
  type ContractParts,
  decodeJson,
  fromWireError,
  type Numbered,
  parse,
  type RouteDefinition,
  systemError,
} from "@volley/protocol/internal";

/** What answers are read with. */
export interface AnswerReader {
  readonly serializer: Serializer;
  /** Whether they go through their schemas. */
  readonly parse: boolean;
  /** The errors that every route may end with. */
  readonly errors: ContractParts["errors"];
}

type Route = Numbered<RouteDefinition>;

/** Reads a reply. Throws, or rejects with, `BAD_REQUEST` or `VALIDATION` if it isn't what the contract says. */
export function readReply(payload: Uint8Array, route: Route, reader: AnswerReader): unknown {
  const { name, definition } = route;
  const value = decode(payload, name, reader.serializer);
  return reader.parse ? parse(definition.output, value, `the reply of ${name}`) : value;
}

/** Reads an error, and throws it, or rejects with it. The data of a declared one goes through its schema. */
export function readError(payload: Uint8Array, route: Route, reader: AnswerReader): unknown {
  const error = fromWireError(decodeJson(payload));
  const declarations = { ...reader.errors, ...route.definition.errors };
  const declaration = Object.hasOwn(declarations, error.code) ? declarations[error.code] : undefined;
  if (!reader.parse || declaration === undefined) throw error;
  const parsed = parse(schemaOf(declaration), error.data, `the data of ${error.code}`);
  return parsed instanceof Promise ? parsed.then((data) => raise(error, data)) : raise(error, parsed);
}

function schemaOf(declaration: ErrorDefs[string]): Schema | undefined {
  return "~standard" in declaration ? (declaration as Schema) : declaration.data;
}

function raise({ code, message, declared, retryable, traceId }: VolleyError, data: unknown): never {
  throw new VolleyError(code, message, { data, declared, retryable, traceId });
}

function decode(payload: Uint8Array, name: string, serializer: Serializer): unknown {
  try {
    return serializer.decode(payload, { kind: "reply", name });
  } catch (cause) {
    throw VolleyError.is(cause)
      ? cause
      : systemError("BAD_REQUEST", `the reply of ${name} can't be decoded`, { cause });
  }
}

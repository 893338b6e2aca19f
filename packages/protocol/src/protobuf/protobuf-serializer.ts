import type { AnyContract, ContractParts } from "../contract/contract.js";
import type { Issue } from "../errors/issue.js";
import { systemError, VolleyError } from "../errors/volley-error.js";
import type { MessageRef, Serializer } from "../serializers/serializer.js";
import type { ContractTypes } from "./contract-types.js";
import { findLoss } from "./find-loss.js";
import { findUnsendable } from "./find-unsendable.js";
import { isRecord, lossOf } from "./loss.js";
import { encodeAs, type ProtobufType } from "./message-type.js";
import { readMessage } from "./read-message.js";
import { Shapes } from "./shapes.js";
import { type TypesByName, TypeTable, titleOf } from "./type-table.js";

/** What `protobufSerializer` takes besides messages. */
export interface ProtobufChecks<C extends AnyContract> {
  /** If given, the messages are held against it: TypeScript tells what is missing, and so does the start. */
  readonly contract?: C | undefined;
  /**
   * Whether values are decoded again after they are encoded, and refused if they changed on the way, which protobufjs
   * itself lets happen: too large numbers wrap, fractions are cut, unknown fields vanish. Default: true.
   */
  readonly check?: boolean | undefined;
}

/** What `protobufSerializer` takes. */
export type ProtobufOptions<C extends AnyContract> = ProtobufChecks<C> & NoInfer<ContractTypes<C>>;

const NOTHING = new Uint8Array(0);

/**
 * Makes a serializer of messages that pbjs compiled to a static module (docs/guides/protobuf.md), one per route and
 * push; those without carry nothing. It runs where `eval` is forbidden. Throws `BAD_REQUEST` for messages that don't
 * match the contract, if that is given. Encoding throws `VALIDATION` for a value that wouldn't arrive as it is, with
 * the path to what is wrong, and `UNSUPPORTED` for one without a message. What it decodes are plain objects.
 */
export function protobufSerializer<const C extends AnyContract = AnyContract>(options: ProtobufOptions<C>): Serializer {
  const { contract, check = true, ...types } = options as ProtobufChecks<C> & TypesByName;
  const table = new TypeTable(types);
  if (contract !== undefined) table.checkAgainst(contract as unknown as ContractParts);
  const shapes = new Shapes();
  return {
    name: "protobuf",
    encode: (value, ref) => {
      const type = table.find(ref);
      if (type !== undefined) return encode(value, type, { ref, shapes: check ? shapes : undefined });
      if (value === undefined) return NOTHING;
      throw systemError("UNSUPPORTED", `protobufSerializer was given no message for ${titleOf(ref)}`);
    },
    decode: (bytes, ref) => {
      const type = table.find(ref);
      if (type !== undefined) return readMessage(type.decode(bytes), shapes);
      if (bytes.length === 0) return undefined;
      throw systemError("BAD_REQUEST", `protobufSerializer was given no message for ${titleOf(ref)}`);
    },
  };
}

interface Encoding {
  readonly ref: MessageRef;
  /** Left out: what changes on the way isn't looked for. */
  readonly shapes: Shapes | undefined;
}

function encode(value: unknown, type: ProtobufType, { ref, shapes }: Encoding): Uint8Array {
  if (value === undefined) throw refused({ message: "undefined can't be told from an empty message", path: [] }, ref);
  if (!isRecord(value)) throw refused(lossOf(value, undefined), ref);
  try {
    const bytes = encodeAs(type, value);
    const loss = shapes && findLoss(value, type.decode(bytes), shapes);
    if (loss === undefined) return bytes;
    throw refused(loss, ref);
  } catch (thrown) {
    throw VolleyError.is(thrown) ? thrown : refused(findUnsendable(value, type), ref, thrown);
  }
}

function refused(issue: Issue, ref: MessageRef, cause?: unknown): VolleyError {
  const where = issue.path.length === 0 ? "" : ` at ${issue.path.join(".")}`;
  const message = `${titleOf(ref)} can't be sent as Protobuf${where}: ${issue.message}`;
  return systemError("VALIDATION", message, { data: { issues: [issue] }, cause });
}

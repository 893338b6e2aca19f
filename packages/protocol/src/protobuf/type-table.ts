import type { ContractParts } from "../contract/contract.js";
import { systemError } from "../errors/volley-error.js";
import type { MessageRef } from "../serializers/serializer.js";
import type { RouteTypes } from "./contract-types.js";
import { isProtobufType, type ProtobufType } from "./message-type.js";

/** Messages as they are given to `protobufSerializer`. */
export interface TypesByName {
  readonly routes?: Readonly<Record<string, RouteTypes>> | undefined;
  readonly pushes?: Readonly<Record<string, ProtobufType>> | undefined;
}

type Kind = "input" | "reply" | "push";

/** The Protobuf message of each route and push. */
export class TypeTable {
  readonly #types: Readonly<Record<Kind, ReadonlyMap<string, ProtobufType>>>;

  /** Throws `BAD_REQUEST` for what is no static message. */
  constructor({ routes = {}, pushes = {} }: TypesByName) {
    const types = { input: new Map(), reply: new Map(), push: new Map() } satisfies Record<Kind, unknown>;
    const add = (kind: Kind, name: string, type: unknown): void => {
      if (!isProtobufType(type))
        throw refused(`what is given for ${title(kind, name)} is no message of a static module`);
      types[kind].set(name, type);
    };
    for (const [name, route] of Object.entries(routes)) {
      if ("input" in route) add("input", name, route.input);
      if ("output" in route) add("reply", name, route.output);
    }
    for (const [name, type] of Object.entries(pushes)) add("push", name, type);
    this.#types = types;
  }

  /** Finds the message of a payload. */
  find(ref: MessageRef): ProtobufType | undefined {
    return this.#types[kindOf(ref)].get(ref.name);
  }

  /** Throws `BAD_REQUEST` if a part of the contract that has a schema has no message, or one that has none has. */
  checkAgainst({ routes, pushes }: ContractParts): void {
    const wanted: Record<Kind, Set<string>> = { input: new Set(), reply: new Set(), push: new Set() };
    for (const [name, { input, output }] of Object.entries(routes)) {
      if (input !== undefined) wanted.input.add(name);
      if (output !== undefined) wanted.reply.add(name);
    }
    for (const [name, { data }] of Object.entries(pushes)) if (data !== undefined) wanted.push.add(name);
    for (const kind of ["input", "reply", "push"] as const) {
      for (const name of wanted[kind]) {
        if (!this.#types[kind].has(name)) throw refused(`${title(kind, name)} has no Protobuf message`);
      }
      for (const name of this.#types[kind].keys()) {
        if (!wanted[kind].has(name))
          throw refused(`${title(kind, name)} has a Protobuf message, but no schema in the contract`);
      }
    }
  }
}

/** Names a payload in messages: "the input of lobby.join". */
export function titleOf(ref: MessageRef): string {
  return title(kindOf(ref), ref.name);
}

function kindOf({ kind }: MessageRef): Kind {
  return kind === "request" || kind === "notify" ? "input" : kind;
}

function title(kind: Kind, name: string): string {
  return kind === "push" ? `the push ${name}` : `the ${kind} of ${name}`;
}

function refused(why: string): Error {
  return systemError("BAD_REQUEST", `protobufSerializer: ${why}`);
}

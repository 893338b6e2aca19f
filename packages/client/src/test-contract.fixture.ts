import { defineContract, error, group, notify, push, request, type Schema } from "@volley/protocol";

/** Makes a schema of a type guard: the tests need no schema library. */
export function schemaOf<T>(expected: string, isValid: (value: unknown) => boolean): Schema<T, T> {
  return {
    "~standard": {
      version: 1,
      vendor: "test",
      validate: (value) => (isValid(value) ? { value: value as T } : { issues: [{ message: `expected ${expected}` }] }),
    },
  };
}

/** Makes a schema that turns what is sent into something else, some time later if told so. */
export function transform<In, Out>(change: (value: In) => Out | Promise<Out>): Schema<In, Out> {
  return {
    "~standard": {
      version: 1,
      vendor: "test",
      validate: (value) => {
        const changed = change(value as In);
        return changed instanceof Promise ? changed.then((later) => ({ value: later })) : { value: changed };
      },
    },
  };
}

export const text = schemaOf<string>("text", (value) => typeof value === "string");
export const toDate = transform((iso: string) => new Date(iso));

/** The contract that the client's tests speak. */
export const lobby = defineContract({
  errors: { BANNED: transform((data: { until: string }) => ({ until: new Date(data.until) })) },
  routes: {
    "lobby.join": request({
      input: schemaOf<{ room: string }>("a room", () => true),
      output: schemaOf<{ seat: number }>("a seat", (value) => typeof (value as { seat?: unknown }).seat === "number"),
      errors: {
        ROOM_FULL: error(schemaOf<{ max: number }>("a maximum", (v) => typeof v === "object")),
        CLOSED: error(),
      },
    }),
    "lobby.buy": request({ input: text, once: true }),
    "lobby.leave": request({ timeoutMs: 3_000 }),
    "lobby.when": request({ output: toDate }),
    "lobby.point": notify({ input: schemaOf<{ x: number }>("a point", () => true) }),
    "lobby.wave": notify(),
  },
  pushes: {
    "lobby.chat": push(text),
    "lobby.late": push(
      transform(async (data: { text: string; turns: number }) => {
        for (let turn = 0; turn < data.turns; turn++) await Promise.resolve();
        return data.text;
      }),
    ),
    "lobby.closed": push(),
    "lobby.scored": push(text, { delivery: "replay" }),
  },
  groups: { "table:{id}": group(["lobby.chat", "lobby.scored"]), "room:{id}": group(["lobby.chat"]) },
});

// Right uses of load scenarios: every line has to compile.
import type { Client } from "@volley/client";
import { defineScenario, type LoadScenario } from "@volley/load";
import { expectTypeOf, test } from "vitest";
import { type Duel, duel, plain } from "./contracts.js";

test("a scenario's steps know the inputs of their routes", () => {
  const scenario = defineScenario(duel, {
    connect: ({ index, random }) => ({ token: `user-${index}`, handshake: { luck: random() }, timeoutMs: 2_000 }),
    state: () => ({ seat: 0 }),
    setup: async (client, { index, state }) => {
      expectTypeOf(client).toEqualTypeOf<Client<Duel>>();
      state.seat = (await client.request("lobby.join", { room: `room-${index % 10}` })).seat;
    },
    steps: [
      {
        weight: 8,
        request: "table.play",
        input: ({ n, state, sentAt, index }) => {
          expectTypeOf(n).toBeNumber();
          expectTypeOf(sentAt).toBeNumber();
          expectTypeOf(index).toBeNumber();
          expectTypeOf(state).toEqualTypeOf<{ seat: number }>();
          return { table: `t${state.seat}`, word: "volley" };
        },
        allow: ["NOT_YOUR_TURN", "BANNED", "TIMEOUT"],
      },
      { request: "lobby.leave" },
      { name: "some", request: "lobby.list", input: () => ({ limit: 3 }) },
      { weight: 0.5, notify: "table.point", input: ({ random }) => ({ x: random(), y: 0 }) },
      { notify: "table.wave" },
      {
        name: "a whole game",
        run: async (client, { state }) => {
          await client.request("table.play", { table: `${state.seat}`, word: "" });
        },
      },
    ],
    pushes: [
      { push: "lobby.closed" },
      { push: "table.point", sentAt: ({ x }) => x },
      { push: "table.clock", sentAt: ({ ends }, { group }) => (group === undefined ? undefined : ends.getTime()) },
    ],
  });
  expectTypeOf(scenario).toEqualTypeOf<LoadScenario>();
});

test("everything may be left out", () => {
  defineScenario(plain, {});
  defineScenario(plain, { steps: [{ name: "a", run: (_, { state }) => expectTypeOf(state).toBeUndefined() }] });
  defineScenario(plain, { connect: async () => ({ token: await Promise.resolve("jwt") }) });
  defineScenario(plain, { setup: (client) => client.connect(), steps: [{ request: "a.b" }] });
});

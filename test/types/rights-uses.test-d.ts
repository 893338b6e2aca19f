// Right and wrong uses of policies and of groups in the client: every @ts-expect-error must be needed.
import { type ClientGroup, createClient, type GroupLeft } from "@volley/client";
import { createServer, type GroupPolicy, type Session } from "@volley/server";
import { expectTypeOf, test } from "vitest";
import * as z from "zod";
import { type Duel, duel, type Hall, hall, plain } from "./contracts.js";

declare const url: string;
declare const signal: AbortSignal;

const claims = z.object({ role: z.enum(["player", "admin"]) });

test("policies", () => {
  const server = createServer(duel, { session: z.object({ seat: z.number().optional() }), claims });
  server.policy("table:{id}", {
    join: async ({ session, params: { id }, group, reason, presence }) => {
      expectTypeOf(id).toEqualTypeOf<string>();
      expectTypeOf(group).toEqualTypeOf<string>();
      expectTypeOf(reason).toEqualTypeOf<"join" | "resume" | "refresh" | "recheck">();
      expectTypeOf(session.claims.role).toEqualTypeOf<"player" | "admin">();
      expectTypeOf(presence).toEqualTypeOf<undefined>();
      return session.data.seat !== undefined;
    },
    publish: (request) => {
      if (request.push === "table.clock") expectTypeOf(request.data.ends).toEqualTypeOf<Date>();
      return request.push === "table.point" && request.data.uid === request.session.uid;
    },
    history: true,
    presence: ({ params }) => params.id === "7",
  });
  server.policy("lobby", { join: true, publish: ({ push }) => push === "lobby.chat" });
  server.policy("lobby", {});
  void server.recheckPolicies();
  void server.recheckPolicies({ pattern: "table:{id}", uid: "42" });
  createServer(hall).policy("hall", { join: ({ presence }) => presence.name !== "" });
  createServer(plain).policy("whatever", { publish: ({ push, data }) => push === "a.c" && data.trim() !== "" });
  const apart: GroupPolicy<Duel, "lobby", Session<Duel>> = { join: ({ session }) => !session.anonymous };
  createServer(duel).policy("lobby", apart);

  // @ts-expect-error a pattern that the contract doesn't have
  server.policy("tabel:{id}", { join: true });
  // @ts-expect-error a right that there isn't
  server.policy("lobby", { joins: true });
  // @ts-expect-error an answer that is none
  server.policy("lobby", { join: () => "yes" });
  // @ts-expect-error a param of another pattern
  server.policy("table:{id}", { join: ({ params }) => params.room === "7" });
  // @ts-expect-error a push that can't go to the group
  server.policy("lobby", { publish: ({ push }) => push === "table.point" });
  // @ts-expect-error data of another push
  server.policy("lobby", { publish: ({ data }) => data.word === "a" });
  // @ts-expect-error claims that the schema doesn't have
  server.policy("lobby", { join: ({ session }) => session.claims.rank > 3 });
  // @ts-expect-error history of something else than a group's pushes takes no data
  server.policy("lobby", { history: ({ data }) => data !== undefined });
});

test("groups of the client", async () => {
  const client = createClient(duel, { url });
  const table = client.group("table:{id}", { id: 7 });
  expectTypeOf(table).toExtend<ClientGroup<Duel, "table:{id}">>();
  await table.join();
  await table.join({ last: 20, signal, timeoutMs: 2_000 });
  await table.push("table.point", { uid: "a", x: 1, y: 2 });
  await table.push("table.point", { uid: "a", x: 1, y: 2 }, { signal });
  for (const { push, data, offset, position } of await table.history({ limit: 10 })) {
    expectTypeOf(push).toEqualTypeOf<"table.played">();
    expectTypeOf(offset).toEqualTypeOf<number>();
    data.word.trim();
    await table.history({ since: position });
  }
  const off = table.onPush("table.played", (data, meta) => {
    expectTypeOf(meta.offset).toEqualTypeOf<number>();
    data.word.trim();
  });
  off();
  for await (const { ends } of table.pushes("table.clock")) expectTypeOf(ends).toEqualTypeOf<Date>();
  table.onLeft((left) => expectTypeOf(left).toEqualTypeOf<GroupLeft>(), { signal });
  await table.leave({ timeoutMs: 500 });
  await client.group("room:{room}", { room: "a" }).push("lobby.closed");
  await createClient(plain, { url }).group("whatever").push("a.c", "text");

  const game = createClient(hall, { url });
  const lounge = game.group("hall");
  await lounge.join({ presence: { name: "Ann" } });
  expectTypeOf(await lounge.members()).toExtend<readonly { uid: string; info: { name: string } }[]>();
  lounge.onPush("hall.came", ({ uid }) => uid.trim());
  lounge.onPush("hall.went", ({ uid }) => uid.trim());
  await game.group("mood:{id}", { id: 1 }).join();
  await game.group("mood:{id}", { id: 1 }).join({ presence: "fine" });
  expectTypeOf(game.group("plain")).toExtend<ClientGroup<Hall, "plain">>();

  // @ts-expect-error a pattern that the contract doesn't have
  client.group("tabel:{id}", { id: 7 });
  // @ts-expect-error missing params
  client.group("table:{id}");
  // @ts-expect-error a misspelt param
  client.group("table:{id}", { idd: 7 });
  // @ts-expect-error params of a pattern that has none
  client.group("lobby", { id: 7 });
  // @ts-expect-error a push that can't go to the group
  await table.push("lobby.chat", { from: "a", text: "b" });
  // @ts-expect-error wrong data
  await table.push("table.point", { uid: 1, x: 1, y: 2 });
  // @ts-expect-error missing data
  await table.push("table.played");
  // @ts-expect-error a push that doesn't go to the group
  table.onPush("lobby.chat", () => {});
  // @ts-expect-error a push that may not be dropped
  table.pushes("table.played", { overflow: "drop-oldest" });
  // @ts-expect-error a group without presence has no members
  await table.members();
  // @ts-expect-error a misspelt option
  await table.join({ lsat: 20 });
  // @ts-expect-error the presence that the contract asks for
  await lounge.join();
  // @ts-expect-error the wrong presence
  await lounge.join({ presence: { nick: "Ann" } });
  // @ts-expect-error presence of a group that has none
  await game.group("plain").join({ presence: { name: "Ann" } });
  // @ts-expect-error a presence push of another group
  game.group("bare:{id}", { id: 1 }).onPush("hall.came", () => {});
});

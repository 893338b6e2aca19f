// Pushes with delivery "replay": what may be done with them, and what mustn't compile.
import type { StreamPosition } from "@volley/protocol";
import { createServer, type Published, type Receipt } from "@volley/server";
import { createEmitter } from "@volley/server/emitter";
import { expectTypeOf, test } from "vitest";
import { duel } from "./contracts.js";

const server = createServer(duel);
const emitter = createEmitter(duel, { redis: {} });
const table = server.group("table:{id}", { id: 1 });
declare const played: Parameters<typeof table.push<"table.played">>[1];

test("a kept push tells where it stands", async () => {
  expectTypeOf(await table.push("table.played", played)).toEqualTypeOf<Published>();
  expectTypeOf(await table.push("table.typing", { uid: "a" })).toEqualTypeOf<void>();
  await table.push("table.played", played, { except: { uids: ["a"] }, producer: { id: "p", serial: 1 } });
  await emitter.group("table:{id}", { id: 1 }).push("table.played", played, { ack: "replicated" });
  // @ts-expect-error a live push isn't written anywhere
  await table.push("table.typing", { uid: "a" }, { ack: "replicated" });
  // @ts-expect-error nor does it have a producer
  await table.push("table.typing", { uid: "a" }, { producer: { id: "p", serial: 1 } });
  // @ts-expect-error there is no such level
  await table.push("table.played", played, { ack: "delivered" });
});

test("a kept push to users tells where it stands for each", async () => {
  const { delivered, offset, duplicate } = await server.user("a").push("table.played", played);
  expectTypeOf({ delivered, offset, duplicate }).toEqualTypeOf<{
    delivered: readonly string[];
    offset: number | undefined;
    duplicate: boolean;
  }>();
  const { published } = await server.users(["a", "b"]).push("table.played", played, { type: "web", ack: "accepted" });
  expectTypeOf(published).toEqualTypeOf<Readonly<Record<string, Published>>>();
  expectTypeOf(await server.users(["a"]).push("lobby.closed")).toEqualTypeOf<Receipt>();
  expectTypeOf((await emitter.user("a").push("table.played", played)).offset).toEqualTypeOf<number | undefined>();
});

test("a kept push goes to groups and users only", () => {
  // @ts-expect-error everybody has no stream
  void server.everybody().push("table.played", played);
  // @ts-expect-error a session has no stream
  void server.session("s")?.push("table.played", played);
  // @ts-expect-error members share one stream
  void table.pushEach("table.played", () => played);
  void table.pushEach("table.typing", ({ uid }) => ({ uid: uid ?? "" }));
});

test("history holds the kept pushes", async () => {
  const [entry] = await table.history({ limit: 10 });
  if (entry !== undefined) {
    expectTypeOf(entry.push).toEqualTypeOf<"table.played">();
    expectTypeOf(entry.data).toEqualTypeOf<typeof played>();
    expectTypeOf(entry.position).toEqualTypeOf<StreamPosition>();
    await table.history({ since: entry.position });
  }
  expectTypeOf(await server.group("lobby").history()).toEqualTypeOf<readonly never[]>();
});

test("joins may ask for the last", () => {
  const session = server.session("s");
  void session?.join("table:{id}", { id: 1 }, { last: 20 });
  void session?.join("lobby", { last: 20 });
  // @ts-expect-error a number is wanted
  void session?.join("lobby", { last: "all" });
});

test("snapshots are pushes of the group that aren't kept", () => {
  server.snapshot("table:{id}", "table.typing", ({ params, session, reason }) => {
    expectTypeOf(params.id).toEqualTypeOf<string>();
    expectTypeOf(reason).toEqualTypeOf<"joined" | "window" | "epoch" | "fork">();
    return { uid: session.uid };
  });
  server.snapshot("table:{id}", "table.clock", async () => undefined);
  // @ts-expect-error a kept push would be numbered among those that are missing
  server.snapshot("table:{id}", "table.played", () => played);
  // @ts-expect-error the push doesn't go there
  server.snapshot("table:{id}", "lobby.chat", () => ({ from: "", text: "" }));
  // @ts-expect-error the push takes something else
  server.snapshot("table:{id}", "table.typing", () => ({ user: "a" }));
});

// Right uses of the client: every line has to compile. Design §2, without what later versions bring.
import {
  type Client,
  createClient,
  type Pending,
  type ReplayMeta,
  type Resync,
  type Status,
  type TraceContext,
} from "@volley/client";
import { type ErrorOf, type InputOf, type PushReceived, VolleyError } from "@volley/protocol";
import { createServer } from "@volley/server";
import { expectTypeOf, test } from "vitest";
import { type Duel, duel, whole } from "./contracts.js";

declare const url: string;
declare const room: string;
declare const signal: AbortSignal;
declare const traceparent: string;
declare const maybeTrace: TraceContext | undefined;
declare const maybe: AbortSignal | undefined;
declare function fetchJwt(signal: AbortSignal): Promise<string>;

test("client", async () => {
  await using client = createClient(duel, { url, token: ({ signal }) => fetchJwt(signal) });
  const { seat } = await client.request("lobby.join", { room }, { timeoutMs: 2_000, signal: maybe });
  expectTypeOf(seat).toEqualTypeOf<number>();
  await client.request("lobby.leave");
  await client.request("lobby.leave", undefined, { signal });
  await client.request("lobby.join", { room }, { trace: { traceparent, tracestate: undefined }, timeoutMs: 5 });
  expectTypeOf(await client.request("lobby.list", {})).toEqualTypeOf<{ room: string }[]>();
  expectTypeOf(await client.request("table.when", { at: "2026-01-01" })).toEqualTypeOf<{ next: Date }>();

  await client.request("lobby.leave", undefined, { retry: false });
  client.onLimited(({ route, scope, retryAfterMs }) => {
    expectTypeOf([route, scope]).toEqualTypeOf<string[]>();
    retryAfterMs.toFixed();
  });
  client.notify("table.point", { x: 1, y: 2 });
  client.notify("table.wave");
  client.notify("table.wave", undefined, { trace: maybeTrace });
  const off = client.onPush("table.played", (played, meta) => {
    expectTypeOf(meta.offset).toEqualTypeOf<number>();
    expectTypeOf(meta.group).toEqualTypeOf<string | undefined>();
    played.word.trim();
  });
  off();
  using _sub = client.onPush("lobby.chat", (chat) => void chat.text.trim(), { signal });
  client.onPush("lobby.closed", () => {});
  client.onPush("table.clock", ({ ends }) => expectTypeOf(ends).toEqualTypeOf<Date>());
  for await (const m of client.pushes("lobby.chat", { buffer: 64, overflow: "drop-oldest" })) m.from.trim();
  for await (const m of client.pushes("table.played", { overflow: "fail", signal })) m.word.trim();
  expectTypeOf(client.serverNow()).toEqualTypeOf<number>();
  expectTypeOf(client.rttMs).toEqualTypeOf<number | undefined>();
  await client.close();
});

test("a client's results name every code, and only those", async () => {
  const client = createClient(duel, { url });
  const result = await client.request("lobby.join", { room }).result();
  if (result.ok) return;
  switch (result.error.code) {
    case "ROOM_FULL":
      expectTypeOf(result.error.data).toEqualTypeOf<{ max: number }>();
      break;
    case "BANNED":
      expectTypeOf(result.error.data).toEqualTypeOf<{ until: Date }>();
      break;
    case "VALIDATION":
      result.error.data.issues[0]?.message.trim();
      break;
    case "RATE_LIMITED":
      result.error.data.retryAfterMs.toFixed();
      break;
    case "DISCONNECTED":
      expectTypeOf(result.error.data.sent).toEqualTypeOf<boolean>();
      break;
    case "PAYLOAD_TOO_LARGE":
      result.error.data.limitBytes.toFixed();
      break;
    case "INTERNAL":
      expectTypeOf(result.error.traceId).toEqualTypeOf<string | undefined>();
      break;
    case "NO_SUCH_ROOM":
    case "MAINTENANCE":
    case "TIMEOUT":
    case "BUSY":
    case "CANCELLED":
    case "UNAVAILABLE":
    case "DRAINING":
    case "UNSUPPORTED":
    case "CONTRACT_MISMATCH":
    case "BAD_REQUEST":
    case "UNAUTHORIZED":
    case "FORBIDDEN":
    case "NOT_FOUND":
    case "CONFLICT":
      break;
    default:
      expectTypeOf(result.error).toEqualTypeOf<never>();
  }
});

test("the short exhaustive form: the contract's codes, and one branch for the rest", async () => {
  const client = createClient(duel, { url });
  const { ok, data, error } = await client.request("table.play", { table: "1", word: "volley" }).result();
  if (ok) expectTypeOf(data).toEqualTypeOf<{ score: number }>();
  else if (error.declared) {
    switch (error.code) {
      case "NOT_A_WORD":
        expectTypeOf(error.data).toEqualTypeOf<{ word: string }>();
        break;
      case "NOT_YOUR_TURN":
      case "BANNED":
      case "MAINTENANCE":
        break;
      default:
        expectTypeOf(error).toEqualTypeOf<never>();
    }
  } else if (error.code === "OUTCOME_UNKNOWN") error.retryable satisfies boolean;
});

test("a client hears where its streams don't go on", () => {
  const client = createClient(duel, { url });
  const off = client.onResync(({ group, reason }) => {
    expectTypeOf(group).toEqualTypeOf<string | undefined>();
    expectTypeOf(reason).toEqualTypeOf<"joined" | "window" | "epoch" | "fork">();
  });
  off();
  client.onResync((resync: Resync) => void resync, { signal: new AbortController().signal });
  client.onPush("table.played", (_, meta) => expectTypeOf(meta).toEqualTypeOf<ReplayMeta>());
});

test("a client's status is a union", () => {
  createClient(duel, { url }).onStatus((status: Status) => {
    switch (status.state) {
      case "idle":
      case "connecting":
        break;
      case "ready":
        expectTypeOf(status.resumed).toExtend<boolean>();
        break;
      case "waiting":
        status.retryInMs.toFixed();
        status.cause.code.trim();
        break;
      case "closed":
        status.cause.reason.trim();
        break;
      default:
        expectTypeOf(status).toEqualTypeOf<never>();
    }
  });
});

test("parts keep their errors apart", async () => {
  const client = createClient(whole, { url });
  const added = await client.request("friends.add", "42").result();
  if (!added.ok && added.error.declared) expectTypeOf(added.error.code).toEqualTypeOf<"ALREADY" | "BLOCKED">();
  const bought = await client.request("shop.buy", { id: "hat" }).result();
  if (!bought.ok && bought.error.code === "BROKE") bought.error.data.price.toFixed();
  const joined = await client.request("lobby.join", { room }).result();
  if (!joined.ok && joined.error.declared) {
    expectTypeOf(joined.error.code).toEqualTypeOf<"ROOM_FULL" | "NO_SUCH_ROOM" | "BANNED" | "MAINTENANCE">();
  }
  createServer(whole).service("shop", {
    buy: ({ errors }) => {
      throw errors.BROKE({ price: 1 });
    },
  });
});

test("names that users write themselves", () => {
  expectTypeOf<InputOf<Duel, "lobby.join">>().toEqualTypeOf<{ room: string }>();
  expectTypeOf<PushReceived<Duel, "table.point">>().toEqualTypeOf<{ uid: string; x: number; y: number }>();
  const later: (c: Client<Duel>) => Pending<{ seat: number }, unknown> = (c) => c.request("lobby.join", { room });
  void later;
  if (VolleyError.is(null, "DISCONNECTED")) throw null;
});

test("errors of several routes", () => {
  type Codes = Extract<ErrorOf<Duel, "lobby.join" | "table.play">, { declared: true }>["code"];
  expectTypeOf<Codes>().toEqualTypeOf<
    "ROOM_FULL" | "NO_SUCH_ROOM" | "NOT_YOUR_TURN" | "NOT_A_WORD" | "BANNED" | "MAINTENANCE"
  >();
});

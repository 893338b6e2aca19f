// The contract of design §2, with three schema libraries mixed; parts; a contract without groups.
import { composeContracts, defineContract, defineRemotes, error, group, notify, push, request } from "@volley/protocol";
import { type } from "arktype";
import * as v from "valibot";
import * as z from "zod";
import { Chat, Move, Played, Point, Scored } from "./schemas.js";

const Spot = Point.omit({ uid: true });
const Seat = z.object({ name: z.string(), seat: z.number().default(0) });

export const duel = defineContract({
  errors: { BANNED: z.object({ until: z.coerce.date() }), MAINTENANCE: error() },
  routes: {
    "lobby.join": request({
      input: z.object({ room: z.string() }),
      output: z.object({ seat: z.number() }),
      errors: { ROOM_FULL: v.object({ max: v.number() }), NO_SUCH_ROOM: error() },
      timeoutMs: 5_000,
    }),
    "lobby.leave": request(),
    "lobby.list": request({
      input: type({ "limit?": "number" }),
      output: v.array(v.object({ room: v.string() })),
    }),
    "table.play": request({
      input: Move,
      output: Scored,
      once: true,
      errors: { NOT_YOUR_TURN: error(), NOT_A_WORD: error(type({ word: "string" }), { retryable: false }) },
    }),
    "table.when": request({
      input: z.object({ at: z.coerce.date() }),
      output: z.object({ next: z.coerce.date<string>() }),
    }),
    "table.point": notify({ input: Spot, parallel: true, limit: { rate: 30, perMs: 1_000 } }),
    "table.wave": notify(),
  },
  pushes: {
    "table.played": push(Played, { delivery: "replay", keep: { count: 200, forMs: 600_000 } }),
    "table.point": push(Point, { delivery: "latest", key: (p) => p.uid }),
    "table.typing": push(v.object({ uid: v.string() }), { delivery: "volatile" }),
    "table.clock": push(z.object({ ends: z.coerce.date<string>() }), { delivery: "live" }),
    "lobby.chat": push(Chat),
    "lobby.closed": push(),
  },
  groups: {
    "table:{id}": group(["table.played", "table.point", "table.typing", "table.clock"]),
    "room:{room}": group(["lobby.chat", "lobby.closed"]),
    lobby: group(["lobby.chat"]),
  },
});
export type Duel = typeof duel;

/** Groups that know who is present. */
export const hall = defineContract({
  routes: { "hall.enter": request() },
  pushes: {
    "hall.came": push(z.object({ uid: z.string(), info: Seat })),
    "hall.went": push(z.object({ uid: z.string() })),
    "hall.note": push(z.string()),
  },
  groups: {
    hall: group(["hall.note"], {
      presence: { info: Seat, joined: "hall.came", updated: "hall.came", left: "hall.went" },
    }),
    "room:{id}": group(["hall.note"], { presence: { info: Seat, left: "hall.went" } }),
    "mood:{id}": group([], { presence: { info: v.optional(v.string()) } }),
    "bare:{id}": group([], { presence: { joined: "hall.went" } }),
    plain: group(["hall.note"]),
  },
});
export type Hall = typeof hall;

/** No groups declared: any string names one. */
export const plain = defineContract({
  routes: { "a.b": request({ output: z.string() }) },
  pushes: { "a.c": push(z.string()) },
});

const friends = defineContract({
  errors: { BLOCKED: error() },
  routes: { "friends.add": request({ input: z.string(), errors: { ALREADY: error() } }) },
  pushes: { "friends.added": push(z.string()) },
});
const shop = defineContract({
  errors: { BROKE: z.object({ price: z.number() }) },
  routes: {
    "shop.buy": request({ input: z.object({ id: z.string() }), output: z.object({ left: z.number() }), once: true }),
  },
});
export const whole = composeContracts(duel, friends, shop);
export const wholeHall = composeContracts(hall, friends);

/** Remotes between servers, as in design §2. */
export const settlement = defineRemotes({
  errors: { UNKNOWN_GAME: error() },
  routes: {
    "bank.settle": request({
      input: z.object({ game: z.string() }),
      output: z.object({ paid: z.number() }),
      errors: { FROZEN: z.object({ since: z.string() }) },
    }),
    "bank.archive": notify({ input: z.object({ game: z.string() }) }),
  },
});

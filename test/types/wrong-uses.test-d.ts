// Wrong uses: every @ts-expect-error must be needed, or this file fails.
import { createClient } from "@volley/client";
import { composeContracts, defineContract, error, group, notify, push, request } from "@volley/protocol";
import { after, before, createServer, guest, type Server } from "@volley/server";
import { testCluster } from "@volley/server/testing";
import * as z from "zod";
import { type Duel, duel, hall, plain, whole } from "./contracts.js";
import { Chat, Point } from "./schemas.js";

// ------------------------------------------------------------ contract
// @ts-expect-error not a schema
request({ input: "string" });
// @ts-expect-error misspelt option
request({ inptu: Point });
// @ts-expect-error once on a notify
notify({ input: Point, once: true });
// @ts-expect-error output on a notify
notify({ input: Point, output: Point });
// @ts-expect-error error data is not a schema
request({ errors: { ROOM_FULL: { max: 4 } } });
// @ts-expect-error an error named like a built-in code
request({ errors: { TIMEOUT: error() } });
// @ts-expect-error an error that is not upper case
request({ errors: { roomFull: error() } });
// @ts-expect-error latest without key
push(Point, { delivery: "latest" });
// @ts-expect-error key without latest
push(Point, { delivery: "live", key: (p) => p.uid });
// @ts-expect-error key of an unknown property
push(Point, { delivery: "latest", key: (p) => p.user });
// @ts-expect-error key that is not a string or number
push(Point, { delivery: "latest", key: (p) => p });
// @ts-expect-error unknown delivery
push(Point, { delivery: "reliable" });
// @ts-expect-error keep without replay
push(Point, { delivery: "volatile", keep: { count: 1 } });
// @ts-expect-error route name without a service
defineContract({ routes: { lobbyjoin: request() } });
// @ts-expect-error route name with three parts
defineContract({ routes: { "game.lobby.join": request() } });
// @ts-expect-error a limit by something that can't be counted by
notify({ limit: { rate: 1, perMs: 1_000, by: "room" } });
// @ts-expect-error a limit without its time
notify({ limit: { rate: 1 } });
// @ts-expect-error a limit of another algorithm
createServer(plain, { limits: { connection: { algorithm: "fixed-window" } } });
// @ts-expect-error a quota without its window
createServer(plain).quota("login", { points: 5 });
// @ts-expect-error a limit that is switched on by true
createServer(plain, { limits: { connection: true } });
// @ts-expect-error a push among the routes
defineContract({ routes: { "lobby.chat": push(Chat) } });
// @ts-expect-error a request among the pushes
defineContract({ pushes: { "lobby.chat": request() } });
// @ts-expect-error a group that names an unknown push
defineContract({ pushes: { "lobby.chat": push(Chat) }, groups: { lobby: group(["lobby.chatt"]) } });
const Came = push(z.object({ uid: z.string(), info: z.object({ name: z.string() }) }));
const Went = push(z.object({ uid: z.string() }));
const Name = z.object({ name: z.string() });
// @ts-expect-error presence that names an unknown push
defineContract({ pushes: { "a.came": Came }, groups: { a: group([], { presence: { info: Name, joined: "a.coming" } }) } });
// @ts-expect-error presence whose push takes another info
defineContract({ pushes: { "a.came": Came }, groups: { a: group([], { presence: { info: z.number(), joined: "a.came" } }) } });
// @ts-expect-error presence whose push wants an info that nobody gives
defineContract({ pushes: { "a.came": Came }, groups: { a: group([], { presence: { joined: "a.came" } }) } });
// @ts-expect-error presence whose push for updates takes something else
defineContract({ pushes: { "a.came": Came, "a.new": push(z.string()) }, groups: { a: group([], { presence: { info: Name, joined: "a.came", updated: "a.new" } }) } });
// @ts-expect-error presence whose push wants more than the uid of who left
defineContract({ pushes: { "a.came": Came }, groups: { a: group([], { presence: { info: Name, left: "a.came" } }) } });
// @ts-expect-error misspelt option of presence
defineContract({ pushes: { "a.went": Went }, groups: { a: group([], { presence: { leaves: "a.went" } }) } });
// @ts-expect-error info that is no schema
defineContract({ pushes: { "a.went": Went }, groups: { a: group([], { presence: { info: "name" } }) } });
// @ts-expect-error misspelt section
defineContract({ route: { "lobby.join": request() } });
// @ts-expect-error two parts with one route
composeContracts(duel, defineContract({ routes: { "lobby.join": request() } }));
push(Point, {
  delivery: "replay",
  // @ts-expect-error keep takes Ms
  keep: { forSeconds: 3 },
});

// ------------------------------------------------------------ client
// @ts-expect-error no url
createClient(duel, {});
// @ts-expect-error token must give a string or null
createClient(duel, { url: "", token: () => 42 });
const client = createClient(duel, { url: "" });
// @ts-expect-error misspelt route
client.request("lobby.jion", { room: "a" });
// @ts-expect-error wrong type of a property
client.request("lobby.join", { room: 1 });
// @ts-expect-error missing property
client.request("lobby.join", {});
// @ts-expect-error extra property
client.request("lobby.join", { room: "a", seat: 3 });
// @ts-expect-error input forgotten
client.request("lobby.join");
// @ts-expect-error input for a route without one
client.request("lobby.leave", { room: "a" });
// @ts-expect-error options in the place of the (absent) input
client.request("lobby.leave", { timeoutMs: 100 });
// @ts-expect-error a trace that is only a text
client.request("lobby.leave", undefined, { trace: "00-1-2-01" });
// @ts-expect-error a trace without its traceparent
client.notify("table.wave", undefined, { trace: {} });
// @ts-expect-error a notify is not requested
client.request("table.point", { x: 1, y: 2 });
// @ts-expect-error a request is not notified
client.notify("lobby.join", { room: "a" });
// @ts-expect-error a push is not requested
client.request("lobby.chat");
// @ts-expect-error misspelt option
client.request("lobby.join", { room: "a" }, { timeout: 100 });
// @ts-expect-error unknown push
client.onPush("table.playd", () => {});
// @ts-expect-error offset exists on replay pushes only
client.onPush("lobby.chat", (_, meta) => meta.offset);
// @ts-expect-error unknown property of a push
client.onPush("lobby.chat", (chat) => chat.txt);
// @ts-expect-error a replay push may not be dropped silently
client.pushes("table.played", { overflow: "drop-oldest" });
// @ts-expect-error unknown overflow
client.pushes("lobby.chat", { overflow: "block" });
// @ts-expect-error not a state
client.onStatus((s) => s.state === "online");
// @ts-expect-error no such reason
client.onResync(({ reason }) => reason === "late");
// @ts-expect-error a resync is about a group, not about a push
client.onResync("table.played", () => {});
export async function results(): Promise<void> {
  // @ts-expect-error unknown property of the reply
  (await client.request("lobby.join", { room: "a" })).seats;
  const r = await client.request("lobby.join", { room: "a" }).result();
  // @ts-expect-error data before ok was looked at
  r.data.seat;
  // @ts-expect-error error of a success
  if (r.ok) r.error.code;
  // @ts-expect-error a code that this route can't end with
  if (!r.ok && r.error.code === "ROOM_FUL") r.ok;
  // @ts-expect-error OUTCOME_UNKNOWN exists on once routes only
  if (!r.ok && r.error.code === "OUTCOME_UNKNOWN") r.ok;
  // @ts-expect-error data of another code
  if (!r.ok && r.error.code === "BANNED") r.error.data.max;
  if (!r.ok) {
    switch (r.error.code) {
      case "ROOM_FULL": break;
      // @ts-expect-error not exhaustive
      default: { const never: never = r.error; throw never; }
    }
  }
  const p = await createClient(whole, { url: "" }).request("friends.add", "1").result();
  // @ts-expect-error another part's contract-wide error
  if (!p.ok && p.error.code === "BROKE") p.ok;
}

// ------------------------------------------------------------ server
const server = createServer(duel, { authenticate: guest() });
// @ts-expect-error unknown service
server.service("loby", {});
// @ts-expect-error a method is missing
server.service("lobby", { join: () => ({ seat: 1 }), leave: () => {} });
// @ts-expect-error a method is misspelt
server.service("lobby", { jion: () => ({ seat: 1 }), leave: () => {}, list: () => [] });
// @ts-expect-error a method too many
server.service("lobby", { join: () => ({ seat: 1 }), leave: () => {}, list: () => [], kick: () => {} });
// @ts-expect-error wrong reply
server.service("lobby", { join: async () => ({ seat: "1" }), leave: () => {}, list: () => [] });
// @ts-expect-error no reply
server.service("lobby", { join: async () => {}, leave: () => {}, list: () => [] });
// @ts-expect-error a reply where none is declared
server.handle("lobby.leave", () => ({ seat: 1 }));
// @ts-expect-error an error that isn't declared for this route
server.handle("lobby.join", ({ errors }) => { throw errors.NOT_YOUR_TURN(); });
// @ts-expect-error wrong error data
server.handle("lobby.join", ({ errors }) => { throw errors.ROOM_FULL({ maximum: 4 }); });
// @ts-expect-error error data forgotten
server.handle("lobby.join", ({ errors }) => { throw errors.ROOM_FULL(); });
// @ts-expect-error built-in codes aren't among `errors`
server.handle("lobby.join", ({ errors }) => { throw errors.FORBIDDEN(); });
// @ts-expect-error return instead of throw
server.handle("lobby.join", ({ errors }) => errors.ROOM_FULL({ max: 1 }));
// @ts-expect-error unknown input property
server.handle("lobby.join", ({ input }) => ({ seat: input.seat }));
// @ts-expect-error handler for a push
server.handle("lobby.chat", () => {});
// @ts-expect-error push with the wrong payload
void server.user("1").push("lobby.chat", { from: "a" });
// @ts-expect-error push with an extra property
void server.user("1").push("lobby.chat", { from: "a", text: "", rack: "SECRET" });
// @ts-expect-error payload for a push without one
void server.user("1").push("lobby.closed", { text: "" });
// @ts-expect-error payload forgotten
void server.user("1").push("lobby.chat");
// @ts-expect-error a push that may not go to this group
void server.group("table:{id}", { id: 1 }).push("lobby.chat", { from: "a", text: "" });
// @ts-expect-error one user is a string
void server.user(["1"]).kick("x");
// @ts-expect-error joining a group that the contract doesn't know
server.handle("lobby.leave", async ({ session }) => { await session.join("room:1"); });
// @ts-expect-error session data is read-only: use set
createServer(duel, { session: z.object({ rating: z.number() }) }).handle("lobby.leave", ({ session }) => { session.data.rating = 1; });
// @ts-expect-error wrong session data
createServer(duel, { session: z.object({ rating: z.number() }) }).handle("lobby.leave", ({ session }) => session.set({ rating: "1" }));
// @ts-expect-error authenticate must start the data that has no default
createServer(duel, { session: z.object({ rating: z.number() }), authenticate: () => ({ uid: "1" }) });
// @ts-expect-error authenticate without a uid
createServer(duel, { authenticate: () => ({}) });
// @ts-expect-error a layer that is not curried
server.use((_call: unknown, next: () => Promise<unknown>) => next());
// @ts-expect-error a layer for an unknown scope
server.use("tabel", (next) => async (call) => next(call));
// @ts-expect-error a route's layer that replaces the input by another type
server.use("lobby.join", (next) => async (call) => next({ ...call, input: { room: 3 } }));

// @ts-expect-error options for an unknown method
server.service("lobby", { join: () => ({ seat: 1 }), leave: () => {}, list: () => [] }, { methods: { lsit: { timeoutMs: 3 } } });


// ------------------------------------------------------------ groups
// @ts-expect-error misspelt group pattern
server.group("tabel:{id}", { id: 1 });
// @ts-expect-error misspelt group parameter
server.group("table:{id}", { idd: 1 });
// @ts-expect-error group parameters forgotten
server.group("table:{id}");
// @ts-expect-error a filled-in name instead of the pattern
server.group(`table:${7}`);
// @ts-expect-error misspelt option of a push
void server.user("1").push("lobby.chat", { from: "a", text: "" }, { exept: { uids: ["2"] } });

// @ts-expect-error a push that this group never gets, to each
void server.group("lobby").pushEach("table.played", () => undefined);
// @ts-expect-error a payload for each that is wrong
void server.group("lobby").pushEach("lobby.chat", () => ({ from: 1, text: "" }));
// @ts-expect-error tags are texts
server.handle("lobby.leave", ({ session }) => session.tag(5));
// @ts-expect-error claims that the schema doesn't have
createServer(duel, { claims: z.object({ role: z.string() }) }).onSessionOpen(({ claims }) => claims.level);
// @ts-expect-error a before hook that replaces the input by another type
server.use("lobby.join", before(() => ({ room: 3 })));
// @ts-expect-error an after hook that replaces the output by another type
server.use("lobby.join", after(() => ({ ok: true, output: { seat: "1" } })));

// ------------------------------------------------------------ tests
// @ts-expect-error setup for another contract
void testCluster(whole, (s: Server<Duel>) => s.handle("lobby.leave", () => {}));
void testCluster(duel, () => {}).then(async (t) => {
  // @ts-expect-error unknown push
  await (await t.client()).nextPush("table.palyed");
});

// ------------------------------------------------------------ presence
const halls = createServer(hall);
// @ts-expect-error joining without what the contract wants to know
halls.handle("hall.enter", ({ session }) => session.join("hall"));
// @ts-expect-error joining with something else
halls.handle("hall.enter", ({ session }) => session.join("hall", { presence: { nick: "Ann" } }));
// @ts-expect-error params forgotten
halls.handle("hall.enter", ({ session }) => session.join("room:{id}", { presence: { name: "Ann" } }));
// @ts-expect-error options before params
halls.handle("hall.enter", ({ session }) => session.join("room:{id}", { presence: { name: "Ann" } }, { id: 1 }));
// @ts-expect-error info for a group whose presence has none
halls.handle("hall.enter", ({ session }) => session.join("bare:{id}", { id: 1 }, { presence: "Ann" }));
// @ts-expect-error info for a group without presence
halls.handle("hall.enter", ({ session }) => session.join("plain", { presence: "Ann" }));
// @ts-expect-error who is present in a group without presence
void halls.group("plain").presence();
// @ts-expect-error following a group without presence
halls.group("plain").onPresence(() => {});
// @ts-expect-error who is present in a group of a contract without groups
void createServer(plain).group("any").presence();
// @ts-expect-error info of somebody who left
halls.group("hall").onPresence((event) => event.type === "left" && event.info);
// @ts-expect-error info that the contract doesn't have
halls.group("hall").onPresence((event) => event.type === "joined" && event.info.rating);

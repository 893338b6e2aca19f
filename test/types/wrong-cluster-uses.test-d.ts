// Wrong uses of what several nodes bring: every @ts-expect-error must be needed, or this file fails.
import { createClient } from "@volley/client";
import { defineRemotes } from "@volley/protocol";
import { byKey, childProcess, createServer, drainGate, guest, random, redis } from "@volley/server";
import { bullmq } from "@volley/server/jobs";
import { jwt } from "@volley/server/jwt";
import { duel, settlement } from "./contracts.js";

const client = createClient(duel, { url: "" });
const server = createServer(duel, { authenticate: guest() });

// @ts-expect-error a url where a cluster belongs
createServer(duel, { cluster: "redis://" });
// @ts-expect-error a service can't do that in a drain
server.service("lobby", { join: () => ({ seat: 1 }), leave: () => {}, list: () => [] }, { drain: "stop" });
// @ts-expect-error a misspelt time of a drain
void server.drain({ within: 1_000 });
// @ts-expect-error a drain takes no time by itself
void server.drain(1_000);
// @ts-expect-error a check needs a name
server.health.add(() => true);
// @ts-expect-error a gate counts sessions of a server
drainGate({});
// @ts-expect-error a program is named by its command
childProcess({ path: "./bots" });
// @ts-expect-error unknown role
createServer(duel, { role: "worker" });
// @ts-expect-error a trace that is only a text
void server.rpc(settlement, "bank.settle", { game: "1" }, { trace: "00-1-2-01" });
// @ts-expect-error a trace without its traceparent
void server.enqueue(settlement, "bank.archive", { game: "1" }, { trace: { tracestate: "a=1" } });
// @ts-expect-error unknown remote
void server.rpc(settlement, "bank.setle", { game: "1" });
// @ts-expect-error wrong input of a remote
void server.rpc(settlement, "bank.settle", { game: 1 });
// @ts-expect-error input of a remote forgotten
void server.rpc(settlement, "bank.settle");
// @ts-expect-error unknown remote
void server.enqueue(settlement, "bank.setle", { game: "1" });
// @ts-expect-error wrong input of a job
void server.enqueue(settlement, "bank.archive", { game: 1 });
// @ts-expect-error input of a job forgotten
void server.enqueue(settlement, "bank.archive");
// @ts-expect-error misspelt option of a job
void server.enqueue(settlement, "bank.archive", { game: "1" }, { delay: 5 });
// @ts-expect-error a key that is no text
void server.enqueue(settlement, "bank.archive", { game: "1" }, { key: 5 });
// @ts-expect-error a job has no reply to wait for
void server.enqueue(settlement, "bank.settle", { game: "1" }).then(({ paid }) => paid);
// @ts-expect-error a contract of clients has no jobs
void server.enqueue(duel, "lobby.leave");
// @ts-expect-error dead jobs of a contract of clients
server.deadJobs(duel);
// @ts-expect-error Redis itself where a way to keep jobs belongs
createServer(duel, { jobs: redis() });
// @ts-expect-error a public key may sign for other apps: whose tokens, and for whom?
jwt({ jwksUrl: "https://login.example/keys", issuer: "i" });
// @ts-expect-error no key
jwt({ audience: "duel" });
// @ts-expect-error misspelt option of jwt
jwt({ secret: "x".repeat(32), algorithm: ["HS256"] });
// @ts-expect-error what is to be revoked?
void server.revoke({ session: "s" });
// @ts-expect-error misspelt option of bullmq
bullmq({ concurency: 5 });
// @ts-expect-error a contract of clients is no remotes
void server.rpc(duel, "lobby.leave");
// @ts-expect-error a remote is missing
server.remotes(settlement, { "bank.settle": () => ({ paid: 1 }) });
// @ts-expect-error a misspelt remote
server.remotes(settlement, { "bank.settle": () => ({ paid: 1 }), "bank.archve": () => {} });
// @ts-expect-error remotes have no session
server.remotes(settlement, { "bank.settle": ({ session }) => ({ paid: session }), "bank.archive": () => {} });
// @ts-expect-error an error that the remote doesn't declare
server.remotes(settlement, { "bank.settle": ({ errors }) => { throw errors.BROKE(); }, "bank.archive": () => {} });
// @ts-expect-error a remote is no client route
void client.request("bank.settle", { game: "1" });
// @ts-expect-error routing of a service that doesn't exist
server.routing("tabel", random());
// @ts-expect-error a key of an input that no route of the service has
server.routing("lobby", byKey((input: { nothing: string }) => input.nothing));
// @ts-expect-error remotes have no pushes
defineRemotes({ routes: {}, pushes: {} });


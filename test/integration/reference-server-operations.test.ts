import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { startBalancer } from "../support/cluster/balancer.js";
import { joining } from "../support/joining-client.js";
import { freePort } from "../support/redis-server.js";
import { until } from "../support/until.js";
import { runVolleyServer } from "../support/volley-server.js";

const redisUrl = inject("redisUrl");
const guests = { VOLLEY_GUESTS: "true", VOLLEY_GUEST_SECRET: randomBytes(32).toString("hex") };
const patience = { timeout: 90_000 };

const sessionOf = ({ status }: ReturnType<typeof joining>["client"]): string | undefined =>
  status.state === "ready" ? status.session : undefined;

const onRedis = async () => ({
  ...{ ...guests, REDIS_URL: redisUrl ?? "", PORT: `${await freePort()}` },
  VOLLEY_REDIS_PREFIX: `test-${randomBytes(6).toString("hex")}`,
});

describe.skipIf(redisUrl === null)("the operator of volley-server", patience, () => {
  it("shares its port among workers, tells the metrics and health of all, and ends them", async () => {
    const metricsPort = `${await freePort()}`;
    const env = { ...(await onRedis()), VOLLEY_METRICS_PORT: metricsPort, VOLLEY_DRAIN_WAIT_MS: "0" };
    const server = runVolleyServer(["--workers", "2"], env);
    const tell = (path: string) => fetch(`http://127.0.0.1:${metricsPort}/${path}`);
    await until(async () => (await tell("live").catch(() => undefined))?.ok === true, "it lives", 40_000);
    const url = await server.listening();
    await until(async () => (await tell("ready")).ok, "both workers are ready");
    const all = Array.from({ length: 4 }, () => joining(url, "lobby"));
    await Promise.all(all.map(({ joined }) => joined));
    await all[0]?.client.request("rooms.message", { room: "lobby", data: "hello" });
    await until(() => all.every(({ heard }) => heard.length === 1), "all have heard it");
    const metrics = await (await tell("metrics")).text();
    const values = (name: string) =>
      metrics
        .match(new RegExp(`^${name}\\{[^}]*worker="[12]"\\} \\d+$`, "gm"))
        ?.map((line) => Number(line.split(" ")[1]));
    expect(values("volley_nodes")).toEqual([2, 2]);
    const sum = (numbers: readonly number[] | undefined) => numbers?.reduce((total, each) => total + each, 0);
    expect(sum(values("volley_request_seconds_count"))).toBe(5);
    expect(metrics).toContain('process_resident_memory_bytes{worker="2"}');

    server.process.kill("SIGTERM");
    expect(await server.ended()).toBe(0);
  });

  it("takes another worker for one that died: ready, and with metrics in its place", async () => {
    const metricsPort = `${await freePort()}`;
    const server = runVolleyServer(["--workers", "2"], { ...(await onRedis()), VOLLEY_METRICS_PORT: metricsPort });
    const tell = (path: string) => fetch(`http://127.0.0.1:${metricsPort}/${path}`);
    await server.listening();
    const startTimes = async () =>
      (await (await tell("metrics")).text()).match(/^process_start_time_seconds\{.*$/gm)?.toSorted() ?? [];
    await until(async () => (await startTimes()).length === 2, "both tell their metrics");
    const before = await startTimes();
    const victim = /"pid":(\d+),"worker":"2","msg":"a worker listens"/.exec(server.printed().stdout)?.[1];
    process.kill(Number(victim), "SIGKILL");
    await until(() => server.printed().stdout.includes("a worker died"), "its death is noticed");
    await until(async () => (await startTimes()).length === 2, "there are two again", 40_000);
    const after = await startTimes();
    expect(after.filter((line) => before.includes(line))).toHaveLength(1);
    expect(after.map((line) => /worker="\d"/.exec(line)?.[0])).toEqual(['worker="1"', 'worker="2"']);
    await until(async () => (await tell("ready")).ok, "it is ready again");
  });

  it("moves clients to another server at SIGTERM, who notice nothing", async () => {
    const env = await onRedis();
    const ports = { VOLLEY_METRICS_PORT: `${await freePort()}`, VOLLEY_DRAIN_WAIT_MS: "500" };
    const [first, second] = [runVolleyServer([], { ...env, ...ports }), runVolleyServer([], { ...env, PORT: "0" })];
    const [url, elsewhere] = await Promise.all([first.listening(), second.listening()]);
    const balancer = await startBalancer(url);
    onTestFinished(() => balancer[Symbol.asyncDispose]());
    const [ann, bob] = [joining(balancer.url, "lobby"), joining(balancer.url, "lobby")];
    await Promise.all([ann.joined, bob.joined]);
    const states: string[] = [];
    ann.client.onStatus(({ state }) => states.push(state));
    first.process.kill("SIGTERM");
    const ready = `http://127.0.0.1:${ports.VOLLEY_METRICS_PORT}/ready`;
    await until(async () => (await fetch(ready)).status === 503, "it isn't ready any more");
    balancer.lead(elsewhere);
    for (let n = 0; first.process.exitCode === null; n++) {
      await ann.client.request("rooms.message", { room: "lobby", data: n }, { timeoutMs: 30_000 });
    }
    expect(await first.ended()).toBe(0);
    await ann.client.request("rooms.message", { room: "lobby", data: "end" });
    await until(() => bob.heard.at(-1) === "end", "the other one has heard all");
    expect(bob.heard.slice(0, -1)).toEqual(bob.heard.slice(0, -1).map((_, n) => n));
    expect(states.filter((state) => state === "waiting" || state === "closed")).toEqual([]);
  });

  it("lets clients who have nowhere to go find their sessions at the next server, and doesn't keep them waiting", async () => {
    const env = { ...(await onRedis()), VOLLEY_CLOSE_MS: "1000" };
    const first = runVolleyServer([], env);
    const url = await first.listening();
    const ann = joining(url, "lobby");
    await ann.joined;
    const session = sessionOf(ann.client);
    first.process.kill("SIGTERM");
    expect(await first.ended()).toBe(0);
    await runVolleyServer([], env).listening();
    await until(() => ann.client.status.state === "ready", "it is back", 40_000);
    expect(sessionOf(ann.client)).toBe(session);
  });
});

describe("volley-server at a second signal", patience, () => {
  it("ends at once, with exit code 1", async () => {
    const env = { ...guests, PORT: "0", VOLLEY_METRICS_PORT: "0", VOLLEY_DRAIN_WAIT_MS: "60000" };
    const server = runVolleyServer([], env);
    const ann = joining(await server.listening(), "lobby");
    await ann.joined;
    const operator = /"operatorUrl":"([^"]+)"/.exec(server.printed().stdout)?.[1];
    server.process.kill("SIGTERM");
    await until(async () => (await fetch(`${operator}/ready`)).status === 503, "it drains");
    // Within a second it counts as the same one.
    const again = (): boolean => {
      server.process.kill("SIGTERM");
      return server.process.exitCode !== null;
    };
    await until(again, "it has ended");
    expect(await server.ended()).toBe(1);
    expect(ann.client.status.state).not.toBe("ready");
  });
});

describe("volley-server with OTEL_EXPORTER_OTLP_ENDPOINT", patience, () => {
  it("sends its spans to the collector, the last ones at its end, under the name of the service", async () => {
    const collector = await startCollector();
    const env = { ...guests, PORT: "0", OTEL_SERVICE_NAME: "rooms-of-a-test" };
    const server = runVolleyServer([], { ...env, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
    const ann = joining(await server.listening(), "lobby");
    await ann.joined;
    const traceId = randomBytes(16).toString("hex");
    const traceparent = `00-${traceId}-${randomBytes(8).toString("hex")}-01`;
    await ann.client.request("rooms.message", { room: "lobby", data: 1 }, { trace: { traceparent } });
    await ann.client.close();
    server.process.kill("SIGTERM");
    expect(await server.ended()).toBe(0);
    const sent = Buffer.concat(collector.received());
    expect(sent.includes(Buffer.from(traceId, "hex"))).toBe(true);
    for (const text of ["rooms.message", "rooms-of-a-test"]) expect(sent.includes(text)).toBe(true);
  });

  it("goes on without a collector, or with a protocol that it doesn't know, and says so", async () => {
    const env = { ...guests, PORT: "0", OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:1" };
    const servers = [runVolleyServer([], env), runVolleyServer([], { ...env, OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" })];
    for (const server of servers) {
      const ann = joining(await server.listening(), "lobby");
      await ann.joined;
      await ann.client.close();
      server.process.kill("SIGTERM");
      expect(await server.ended()).toBe(0);
    }
    const [lost, unknown] = servers.map((server) => server.printed().stdout);
    expect(lost).toContain("the collector doesn't answer");
    expect(unknown).toContain("OTEL_EXPORTER_OTLP_PROTOCOL");
  });
});

/** Starts a collector that keeps what it gets, as it gets it: OTLP in protobuf. */
async function startCollector() {
  const received: Buffer[] = [];
  const http = createServer((request, response) => {
    request.on("data", (chunk: Buffer) => received.push(chunk));
    request.on("end", () => response.setHeader("content-type", "application/x-protobuf").end());
  }).listen(0, "127.0.0.1");
  await once(http, "listening");
  onTestFinished(() => {
    http.close();
    http.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, received: () => received };
}

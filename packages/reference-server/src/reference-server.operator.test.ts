import { createSocket } from "node:dgram";
import { once } from "node:events";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { envelopeClient, runServer, volleyClient } from "./reference-server.fixture.js";

const within = { timeout: 15_000 };

/** The value of a metric, with these labels if there are any, in Prometheus' text. */
function valueIn(text: string, name: string, labels = ""): number | undefined {
  const lines = text.split("\n").filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
  const line = lines.find((each) => each.includes(labels));
  return line === undefined ? undefined : Number(line.split(" ").at(-1));
}

describe("the port for operators", { timeout: 30_000 }, () => {
  it("has the metrics of what clients do, and of the process", async () => {
    const { url, operatorUrl } = await runServer({ VOLLEY_METRICS_PORT: "0" });
    const ann = await volleyClient(url);
    await ann.request("rooms.join", { room: "lobby" });
    await ann.request("rooms.message", { room: "lobby", data: 1 });
    await ann.request("rooms.message", { room: "elsewhere", data: 1 }).result();
    const response = await fetch(`${operatorUrl}/metrics`);
    expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await response.text();
    const requests = "volley_request_seconds_count";
    expect(valueIn(text, requests, 'route="rooms.message",code="ok"')).toBe(1);
    expect(valueIn(text, requests, 'route="rooms.message",code="FORBIDDEN"')).toBe(1);
    expect(valueIn(text, "volley_connections", 'state="open"')).toBe(1);
    expect(valueIn(text, "process_resident_memory_bytes")).toBeGreaterThan(1_000_000);
  });

  it("says that it lives and is ready; elsewhere there is nothing, nor on the port of clients", async () => {
    const { url, operatorUrl } = await runServer({ VOLLEY_METRICS_PORT: "0" });
    const statusOf = async (address: string): Promise<number> => (await fetch(address)).status;
    for (const path of ["live", "ready", "startup"]) expect(await statusOf(`${operatorUrl}/${path}`)).toBe(200);
    expect(await statusOf(`${operatorUrl}/elsewhere`)).toBe(404);
    for (const path of ["metrics", "ready"]) expect(await statusOf(`${url}/${path}`)).toBe(404);
  });

  it("isn't there unless it is asked for", async () => {
    expect((await runServer()).operatorUrl).toBeUndefined();
  });

  it("goes with StatsD, which gets the same by UDP", async () => {
    const socket = createSocket("udp4").bind(0, "127.0.0.1");
    onTestFinished(() => void socket.close());
    await once(socket, "listening");
    const heard: string[] = [];
    socket.on("message", (text) => heard.push(String(text)));
    const place = `127.0.0.1:${socket.address().port}`;
    const { url, operatorUrl } = await runServer({ VOLLEY_METRICS_PORT: "0", VOLLEY_STATSD: place });
    const ann = await volleyClient(url);
    await ann.request("rooms.join", { room: "lobby" });
    await vi.waitFor(
      () => expect(heard.join("\n")).toMatch(/^volley_request_ms:[\d.]+\|ms\|#.*route:rooms\.join/m),
      within,
    );
    const text = await (await fetch(`${operatorUrl}/metrics`)).text();
    expect(valueIn(text, "volley_request_seconds_count", 'route="rooms.join"')).toBe(1);
  });
});

describe("a drain", { timeout: 40_000 }, () => {
  it("says that the server isn't ready while all goes on, then ends clients of both kinds", async () => {
    const env = { VOLLEY_METRICS_PORT: "0", VOLLEY_DRAIN_WAIT_MS: "1500" };
    const { url, operatorUrl, drain } = await runServer(env);
    const ann = await volleyClient(url);
    await ann.request("rooms.join", { room: "lobby" });
    const bob = await envelopeClient(url);
    bob.send({ join_room: { room_id: "lobby" } });
    const closed = once(bob.socket, "close");
    const statuses: unknown[] = [];
    ann.onStatus((status) => statuses.push(status.state === "waiting" ? status.cause : status.state));

    const drained = drain();
    await vi.waitFor(async () => {
      const response = await fetch(`${operatorUrl}/ready`);
      expect([response.status, await response.json()]).toMatchObject([503, { reasons: ["draining"] }]);
    }, within);
    expect((await fetch(`${operatorUrl}/live`)).status).toBe(200);
    await ann.request("rooms.message", { room: "lobby", data: "still there" });
    await vi.waitFor(() => expect(bob.all("message")).toHaveLength(1), within);

    expect((await closed)[0]).toBe(1001);
    await drained;
    expect(statuses[0]).toMatchObject({ code: "DRAINING", message: expect.stringContaining("going-away") });
    await expect(fetch(`${operatorUrl}/live`)).rejects.toThrow();
    await expect(fetch(url)).rejects.toThrow();
  });

  it("doesn't wait where nobody could notice, and is over at once when it is closed", async () => {
    const { url, drain } = await runServer({ VOLLEY_DRAIN_WAIT_MS: "60000" });
    await drain();
    await expect(fetch(url)).rejects.toThrow();

    const second = await runServer({ VOLLEY_METRICS_PORT: "0", VOLLEY_DRAIN_WAIT_MS: "60000" });
    const drained = second.drain();
    await second.close();
    await drained;
    await expect(fetch(second.url)).rejects.toThrow();
  });
});

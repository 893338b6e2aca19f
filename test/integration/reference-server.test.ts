import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { joining } from "../support/joining-client.js";
import { freePort } from "../support/redis-server.js";
import { until } from "../support/until.js";
import { runVolleyServer } from "../support/volley-server.js";

const redisUrl = inject("redisUrl");
const GUEST_SECRET = randomBytes(32).toString("hex");
const guests = { VOLLEY_GUESTS: "true", VOLLEY_GUEST_SECRET: GUEST_SECRET };
const patience = { timeout: 90_000 };

describe("volley-server", patience, () => {
  it("lets two clients talk, says what runs where without a secret, and ends at SIGTERM", async () => {
    const server = runVolleyServer([], { ...guests, PORT: "0" });
    const url = await server.listening();
    const [ann, bob] = [joining(url, "lobby"), joining(url, "lobby")];
    await Promise.all([ann.joined, bob.joined]);
    await ann.client.request("rooms.message", { room: "lobby", data: "hello" });
    await until(() => bob.heard.length === 1, "the other one has heard it");
    expect(bob.heard).toEqual(["hello"]);

    server.process.kill("SIGTERM");
    expect(await server.ended()).toBe(0);
    const { stdout, stderr } = server.printed();
    expect(stderr).toContain("volley-server ");
    expect(stderr).toContain(url);
    expect(stdout + stderr).not.toContain(GUEST_SECRET);
    for (const line of stdout.trim().split("\n")) expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number) });
  });

  it("names each setting that is wrong, and does not start", async () => {
    const folder = mkdtempSync(join(tmpdir(), "volley-config-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, "volley.json");
    writeFileSync(file, '{"maxRooms":"many","colour":"red"}');
    const server = runVolleyServer(["--config", file, "--prot=1"], { ...guests, PORT: "http" });
    expect(await server.ended()).toBe(2);
    const { stderr, stdout } = server.printed();
    for (const name of ["--prot", "PORT", '"maxRooms"', '"colour"']) expect(stderr).toContain(name);
    expect(stdout).toBe("");
  });

  it("helps, and tells its version", async () => {
    const [help, version] = [runVolleyServer(["--help"]), runVolleyServer(["--version"])];
    expect(await Promise.all([help.ended(), version.ended()])).toEqual([0, 0]);
    expect(help.printed().stdout).toContain("--max-rooms");
    expect(version.printed().stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it("tells that its port is taken, and ends", async () => {
    const url = await runVolleyServer([], { ...guests, PORT: "0" }).listening();
    const second = runVolleyServer([], { ...guests, PORT: new URL(url).port });
    expect(await second.ended()).toBe(1);
    expect(second.printed().stdout).toContain("EADDRINUSE");
  });
});

describe.skipIf(redisUrl === null)("volley-server on Redis", patience, () => {
  const onRedis = async () => ({
    ...{ ...guests, REDIS_URL: redisUrl ?? "", PORT: `${await freePort()}` },
    VOLLEY_REDIS_PREFIX: `test-${randomBytes(6).toString("hex")}`,
  });

  it("goes on with its clients' sessions, and what they missed, when it is killed and started again", async () => {
    const env = await onRedis();
    const first = runVolleyServer([], env);
    const url = await first.listening();
    const [ann, bob] = [joining(url, "lobby"), joining(url, "lobby")];
    await Promise.all([ann.joined, bob.joined]);
    await ann.client.request("rooms.message", { room: "lobby", data: "before" });
    first.process.kill("SIGKILL");
    await first.ended();

    await runVolleyServer([], env).listening();
    // Refused until the session is back, which is in the room still.
    const say = () => ann.client.request("rooms.message", { room: "lobby", id: "after", data: "after" }).result();
    await until(async () => (await say()).ok, "it can talk again", 40_000);
    await until(() => bob.heard.includes("after"), "the other one has heard it", 40_000);
    expect(bob.heard).toEqual(["before", "after"]);
  });

  it("brings an envelope without id and time to members on two nodes once, with the same ones", async () => {
    const env = await onRedis();
    const urls = await Promise.all([env, { ...env, PORT: "0" }].map((each) => runVolleyServer([], each).listening()));
    const members = urls.map((url) => {
      const socket = new WebSocket(`${url.replace("http", "ws")}/ws`);
      onTestFinished(() => socket.terminate());
      const messages: Record<string, unknown>[] = [];
      socket.on("message", (text) => {
        const { message } = JSON.parse(String(text)) as { message?: Record<string, unknown> };
        if (message !== undefined) messages.push(message);
      });
      const send = (content: string) => socket.send(JSON.stringify({ message: { target: "room-1", content } }));
      socket.on("open", () => {
        socket.send(JSON.stringify({ join_room: { room_id: "room-1" } }));
        send("here");
      });
      return { messages, send };
    });
    // Each hears itself once it has joined.
    await until(() => members.every(({ messages }) => messages.length > 0), "both are there");
    members[0]?.send("hello");
    const hellos = () => members.map(({ messages }) => messages.filter(({ content }) => content === "hello"));
    await until(() => hellos().every((heard) => heard.length > 0), "both have heard it");
    members[1]?.send("end");
    await until(() => members.every(({ messages }) => messages.at(-1)?.["content"] === "end"), "both have heard all");
    const [here, there] = hellos();
    expect(here).toMatchObject([{ message_id: expect.any(String), sent_at: expect.any(String) }]);
    expect(there).toEqual(here);
  });
});

import { fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { type Client, createClient } from "@volley/client";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { type WorkersConfig, workersContract } from "../../support/cluster/workers.js";
import { recordingLogger } from "../../support/recording-logger.js";
import { until } from "../../support/until.js";

const redisUrl = inject("redisUrl");

/** A port that nobody has. Workers can't share port 0. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

async function startWorkers(workers: number): Promise<string> {
  const port = await freePort();
  const config: WorkersConfig = {
    url: redisUrl ?? "",
    prefix: `test-${randomBytes(6).toString("hex")}`,
    workers,
    port,
  };
  const primary = fork(new URL("../../support/cluster/workers.ts", import.meta.url), {
    execArgv: ["--conditions=@volley/source", "--import", "tsx"],
    env: { ...process.env, WORKERS_CONFIG: JSON.stringify(config) },
  });
  onTestFinished(async () => {
    const exited = once(primary, "exit");
    primary.disconnect();
    await exited;
  });
  for (let n = 0; n < workers; n++) await once(primary, "message");
  return `http://127.0.0.1:${port}`;
}

describe.skipIf(redisUrl === null)("workers that share a port", { timeout: 60_000 }, () => {
  it("reach each other's clients, and go on when one of them is killed", async () => {
    const url = await startWorkers(2);
    const heard: string[] = [];
    const clients: { readonly client: Client<typeof workersContract>; worker: number }[] = [];
    // Connections are handed out one after another.
    for (let n = 0; n < 4; n++) {
      const client = createClient(workersContract, {
        ...{ url, token: () => `u${n}`, logger: recordingLogger(), reconnect: { minMs: 50, maxMs: 500 } },
      });
      onTestFinished(() => client.close());
      client.onPush("chat.said", (text) => heard.push(`${n} ${text}`));
      clients.push({ client, worker: await client.request("chat.worker") });
    }
    expect(new Set(clients.map(({ worker }) => worker)).size).toBe(2);
    await clients[0]?.client.request("chat.say", "hello");
    await until(() => heard.length === 4, "all have heard it");

    const killed = clients[0]?.worker ?? 0;
    process.kill(killed, "SIGKILL");
    // What was under way when it died ends as DISCONNECTED: ask again.
    for (const { client } of clients) {
      await until(async () => {
        const { ok, data } = await client.request("chat.worker").result();
        return ok && data !== killed;
      }, "each is with a worker that lives");
    }
    heard.length = 0;
    await clients[1]?.client.request("chat.say", "still here");
    await until(() => heard.length === 4, "all have heard it again");
    expect(heard.toSorted()).toEqual(["0 still here", "1 still here", "2 still here", "3 still here"]);
  });
});

import { defineRemotes, notify } from "@volley/protocol";
import { createServer, memoryCluster, memoryJobs, type ServerOptions } from "@volley/server";
import { testCluster } from "@volley/server/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { type Balancer, startBalancer } from "../../support/cluster/balancer.js";
import { type App, drainContract, serve, startClient, startServer } from "../../support/drain-rig.js";
import { until } from "../../support/until.js";

describe("a drain of one node of several", () => {
  async function start(options: ServerOptions = {}, prepare?: (server: App) => void) {
    const cluster = memoryCluster();
    const [one, other] = await Promise.all([
      startServer({ cluster, ...options }, prepare),
      startServer({ cluster, ...options }, prepare),
    ]);
    await until(() => [one, other].every(({ server }) => server.nodes().length === 2), "both know both");
    const balancer: Balancer = await startBalancer(one.url);
    onTestFinished(() => balancer[Symbol.asyncDispose]());
    return { one, other, balancer };
  }

  it("moves clients with their sessions, and loses neither what is under way nor what is pushed", async () => {
    const { one, other, balancer } = await start();
    const players = await Promise.all(
      Array.from({ length: 20 }, async (_, n) => {
        const { client, statuses } = startClient(balancer.url, `p${n}`);
        const heard: string[] = [];
        client.onPush("room.said", (said) => heard.push(said));
        expect(await client.request("seat.take")).toBe(one.server.node.id);
        return { client, statuses, heard, answer: client.request("seat.wait", 600) };
      }),
    );
    balancer.lead(other.url);
    const drained = one.server.drain({ waitMs: 50, perSecond: 50 });
    let said = 0;
    while (one.server.sessions().length > 0) {
      await other.server.group("room").push("room.said", `${said++}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(await drained).toMatchObject({ moved: 20, ended: 0, unfinished: 0 });
    const all = Array.from({ length: said }, (_, n) => `${n}`);
    for (const { client, statuses, heard, answer } of players) {
      expect(await answer).toBe(one.server.node.id);
      expect(await client.request("seat.take")).toBe(other.server.node.id);
      await until(() => heard.length === said, "all pushes are there");
      expect(heard).toEqual(all);
      expect(statuses.filter((each) => each.startsWith("ready"))).toEqual(["ready", "ready again"]);
      expect(statuses).not.toContain("waiting");
    }
  });

  it("tells the others first, goes on for a while, and then lets nobody in", async () => {
    const { one, other, balancer } = await start();
    const drained = one.server.drain({ waitMs: 400 });
    const stateOf = () => other.server.nodes().find(({ id }) => id === one.server.node.id)?.state;
    await until(() => stateOf() === "draining", "the other knows");
    const { client } = startClient(one.url);
    expect(await client.request("seat.take")).toBe(one.server.node.id);
    balancer.lead(other.url);
    await client.close();
    expect(await drained).toMatchObject({ moved: 0, unfinished: 0 });
    expect(other.server.nodes().map(({ id }) => id)).toEqual([other.server.node.id]);
  });

  it("asks clients again whose way out led back to it", async () => {
    const { one, other, balancer } = await start();
    const { client, statuses } = startClient(balancer.url);
    await client.request("seat.take");
    const drained = one.server.drain({ waitMs: 0 });
    await until(() => balancer.count === 2, "it tried, and was led back");
    balancer.lead(other.url);
    expect(await drained).toMatchObject({ moved: 1, ended: 0, unfinished: 0 });
    expect(await client.request("seat.take")).toBe(other.server.node.id);
    expect(statuses).toEqual(["connecting", "ready", "ready again"]);
  });

  it("sends who doesn't follow away when the time is over; the session waits on other nodes", async () => {
    const { one, other, balancer } = await start();
    const { client, statuses } = startClient(balancer.url);
    await client.request("seat.take");
    const { session } = client.status as { session: string };
    // Whoever it asks, its way out leads back.
    const drained = one.server.drain({ waitMs: 0, withinMs: 500 });
    expect(await drained).toMatchObject({ moved: 0, ended: 1, unfinished: 0 });
    balancer.lead(other.url);
    await until(() => client.status.state === "ready", "it is back");
    expect(client.status).toMatchObject({ session, resumed: true });
    expect(statuses).toContain("waiting");
  });

  it("lets clients go soon when no other node takes them, to go on with their sessions at the next one", async () => {
    const cluster = memoryCluster();
    const one = await startServer({ cluster });
    const balancer = await startBalancer(one.url);
    onTestFinished(() => balancer[Symbol.asyncDispose]());
    const { client, statuses } = startClient(balancer.url);
    await client.request("seat.take");
    const { session } = client.status as { session: string };
    const asking = client.request("seat.wait", 0).result();
    await until(() => one.waits() === 1, "something is under way");
    // It has a minute: what takes so long would end this test.
    const drained = one.server.drain({ waitMs: 0 });
    one.letGo();
    expect(await asking).toMatchObject({ ok: true });
    expect(await drained).toMatchObject({ moved: 0, ended: 1, unfinished: 0 });
    balancer.lead((await startServer({ cluster })).url);
    await until(() => statuses.at(-1) === "ready again", "it is back");
    expect(client.status).toMatchObject({ session, resumed: true });
  });

  it("hands on what others forwarded, before they knew, to services that begin nothing new", async () => {
    const roles = ["frontend", "backend", "backend"] as const;
    const t = await testCluster(drainContract, (server, { role }) => role === "backend" && serve(server), {
      nodes: roles,
    });
    onTestFinished(() => t.close());
    const [frontend, one, other] = t.servers;
    // It begins to drain at the moment when a message leaves for it.
    frontend?.routing("match", (_, nodes) => {
      const target = nodes.find(({ id }) => id === one?.node.id);
      if (target !== undefined) void one?.drain();
      return target ?? nodes[0];
    });
    const client = await t.client();
    expect(await client.request("match.make")).toBe(other?.node.id);
  });

  it("begins nothing new of services that say so", async () => {
    const { one } = await start();
    const { client } = startClient(one.url);
    await client.connect();
    expect(await client.request("match.make")).toBe(one.server.node.id);
    const drained = one.server.drain({ waitMs: 300 });
    const { error } = await client.request("match.make").result();
    expect(error).toMatchObject({ code: "DRAINING", retryable: true });
    expect(await client.request("seat.wait", 1)).toBe(one.server.node.id);
    await client.close();
    await drained;
  });

  it("hands on the sessions of clients who are away", async () => {
    const { one, other, balancer } = await start();
    const { client, statuses } = startClient(balancer.url);
    await client.request("seat.take");
    const { session } = client.status as { session: string };
    balancer.lead("http://127.0.0.1:1");
    balancer.cut();
    await until(() => one.server.sessions().some(({ connected }) => !connected), "its connection is known to be lost");
    expect(await one.server.drain({ waitMs: 0 })).toMatchObject({ moved: 0, ended: 0, unfinished: 0 });
    await other.server.group("room").push("room.said", "missed");
    balancer.lead(other.url);
    const heard: string[] = [];
    client.onPush("room.said", (said) => heard.push(said));
    await until(() => statuses.at(-1) === "ready again", "it is back");
    expect(client.status).toMatchObject({ session, resumed: true });
    await until(() => heard.length > 0, "what it missed came");
    expect(heard).toEqual(["missed"]);
  });

  it("begins no job any more, and finishes those that it has", async () => {
    const post = defineRemotes({ routes: { "mail.send": notify({ input: z.number() }) } });
    const jobs = memoryJobs();
    const sent: string[] = [];
    let letGo = (): void => {};
    const { one, other } = await start({ jobs }, (server) =>
      server.remotes(post, {
        "mail.send": async ({ input }) => {
          const { id } = server.node;
          if (input === 0)
            await new Promise<void>((resolve) => {
              letGo = resolve;
              sent.push(`begun ${id}`);
            });
          sent.push(`${input} ${id}`);
        },
      }),
    );
    await one.server.enqueue(post, "mail.send", 0);
    await until(() => sent.length === 1, "a job runs");
    const [busy, free] = sent[0]?.endsWith(one.server.node.id) ? [one, other] : [other, one];
    let isOver = false;
    const drained = busy.server.drain({ waitMs: 0 }).finally(() => {
      isOver = true;
    });
    for (let n = 1; n <= 20; n++) await busy.server.enqueue(post, "mail.send", n);
    await until(() => sent.length === 21, "the others are done");
    expect(isOver).toBe(false);
    expect(new Set(sent.slice(1).map((each) => each.split(" ")[1]))).toEqual(new Set([free.server.node.id]));
    letGo();
    expect(await drained).toMatchObject({ unfinished: 0 });
    expect(sent).toContain(`0 ${busy.server.node.id}`);
  });

  it("finishes what it began for other nodes", async () => {
    const cluster = memoryCluster();
    const backend = createServer(drainContract, { cluster, role: "backend" }) as unknown as App;
    const { letGo, waits } = serve(backend);
    const frontend = createServer(drainContract, { cluster, role: "frontend", anonymous: true }) as unknown as App;
    onTestFinished(() => Promise.all([frontend.close(), backend.close()]).then(() => {}));
    await backend.start();
    const { url } = await frontend.listen(0, { host: "127.0.0.1" });
    await until(() => frontend.nodes().length === 2);
    const { client } = startClient(url);
    const answer = client.request("seat.wait", 0);
    await until(() => waits() === 1, "it is begun");
    const drained = backend.drain({ waitMs: 0 });
    await until(() => frontend.nodes().some(({ state }) => state === "draining"));
    letGo();
    expect(await answer).toBe(backend.node.id);
    expect(await drained).toMatchObject({ unfinished: 0 });
    expect((await client.request("seat.take").result()).error).toMatchObject({ code: "UNAVAILABLE" });
  });
});

import { createClient } from "@volley/client";
import { createServer, type Module, type Server } from "@volley/server";
import { testCluster } from "@volley/server/testing";
import { describe, expect, it } from "vitest";
import { type Chat, chat, serveChat } from "../support/chat.js";
import { recordingLogger } from "../support/recording-logger.js";

function chatServer(logger = recordingLogger()): Server<Chat> {
  const server = createServer(chat, { anonymous: true, logger }) as unknown as Server<Chat>;
  serveChat(server);
  return server;
}

/** A module that writes down what happens to it. */
function logging(log: string[], name: string, failing?: keyof Module): Module {
  const step = (what: keyof Module) => async (): Promise<void> => {
    await Promise.resolve();
    log.push(`${name} ${what}`);
    if (what === failing) throw new Error(`${name} can't`);
  };
  return {
    init: step("init"),
    afterInit: step("afterInit"),
    beforeShutdown: step("beforeShutdown"),
    shutdown: step("shutdown"),
  };
}

describe("modules", () => {
  it("start in their order and stop in reverse (Pitaya, module_test)", async () => {
    const log: string[] = [];
    const server = chatServer();
    server.addModule("mod1", logging(log, "mod1"));
    server.addModule("mod2", logging(log, "mod2"), { position: "front" });
    server.addModule("mod3", logging(log, "mod3"), { position: "front" });
    server.addModule("mod4", logging(log, "mod4"));
    await server.start();
    const order = ["mod3", "mod2", "mod1", "mod4"];
    expect(log.splice(0)).toEqual([
      ...order.map((name) => `${name} init`),
      ...order.map((name) => `${name} afterInit`),
    ]);
    await server.close();
    await server.close();
    const reverse = order.toReversed();
    expect(log).toEqual([
      ...reverse.map((name) => `${name} beforeShutdown`),
      ...reverse.map((name) => `${name} shutdown`),
    ]);
  });

  it("are found by their names, which are taken once", async () => {
    const server = chatServer();
    const module = {};
    server.addModule("store", module);
    expect(server.module("store")).toBe(module);
    expect(server.module("nope")).toBeUndefined();
    expect(() => server.addModule("store", {})).toThrow(/there is a module "store" already/);
    await server.start();
    expect(() => server.addModule("late", {})).toThrow(/before the server starts/);
    await server.close();
  });

  it("stop the start when one fails, and shut down those that were open", async () => {
    const log: string[] = [];
    const server = chatServer();
    for (const [name, failing] of [["a"], ["b", "init"], ["c"]] as const) {
      server.addModule(name, logging(log, name, failing));
    }
    await expect(server.listen(0, { host: "127.0.0.1" })).rejects.toThrow("b can't");
    expect(log).toEqual(["a init", "b init", "a shutdown"]);
    await server.close();
    expect(log).toHaveLength(3);
  });

  it("log what fails at the end, and stop nothing by it", async () => {
    const [log, logger]: [string[], ReturnType<typeof recordingLogger>] = [[], recordingLogger()];
    const server = chatServer(logger);
    server.addModule("a", logging(log, "a"));
    server.addModule("b", logging(log, "b", "beforeShutdown"));
    await server.start();
    await server.close();
    expect(log.slice(4)).toEqual(["b beforeShutdown", "a beforeShutdown", "b shutdown", "a shutdown"]);
    expect(logger.lines).toContainEqual(
      expect.objectContaining({ level: "error", message: 'beforeShutdown of the module "b" failed' }),
    );
  });

  it("keep clients at the door until they are open", async () => {
    let open: () => void = () => {};
    const t = testCluster(chat, (server) => {
      serveChat(server as Server<Chat>);
      server.addModule("slow", { init: () => new Promise<void>((resolve) => (open = resolve)) });
    });
    const cluster = await t;
    const client = cluster.client();
    await cluster.settle();
    expect(cluster.servers[0]?.sessions()).toEqual([]);
    open();
    expect(await (await client).request("tool.echo", 1)).toBe(1);
    await cluster.close();
  });

  it("see their clients in beforeShutdown, and no more in shutdown", async () => {
    const seen: number[] = [];
    const server = chatServer();
    server.addModule("m", {
      beforeShutdown: () => seen.push(server.sessions().length),
      shutdown: () => seen.push(server.sessions().length),
    });
    const { url } = await server.listen(0, { host: "127.0.0.1" });
    await using client = createClient(chat, { url, logger: recordingLogger() });
    await client.connect();
    await server.close();
    await client.close();
    expect(seen).toEqual([1, 0]);
  });
});

describe("timers", () => {
  async function setUp() {
    const logger = recordingLogger();
    const t = await testCluster(chat, (server) => serveChat(server as Server<Chat>), { server: { logger } });
    const [server] = t.servers as [Server<Chat>];
    return { t, timers: server.timers, logger };
  }

  it("run after a time, every so often, so many times, and while a condition holds", async () => {
    const { t, timers } = await setUp();
    const log: string[] = [];
    let open = false;
    timers.after(100, () => log.push("after"));
    timers.every(40, () => log.push("every"));
    timers.times(2, 30, () => log.push("times"));
    timers.when(
      () => open,
      50,
      () => log.push("when"),
    );
    await t.clock.advance(100);
    open = true;
    await t.clock.advance(50);
    const count = (name: string): number => log.filter((each) => each === name).length;
    expect([count("after"), count("every"), count("times"), count("when")]).toEqual([1, 3, 2, 1]);
    await t.close();
  });

  it("end when they are cancelled, and all of them with the server", async () => {
    const { t, timers } = await setUp();
    let ran = 0;
    const cancel = timers.every(10, () => {
      if (++ran === 2) cancel();
    });
    await t.clock.advance(100);
    expect(ran).toBe(2);
    timers.every(10, () => ran++);
    await t.close();
    await t.clock.advance(100);
    timers.after(1, () => ran++);
    await t.clock.advance(100);
    expect(ran).toBe(2);
  });

  it("log what a callback or a condition throws, and go on", async () => {
    const { t, timers, logger } = await setUp();
    timers.every(10, async () => {
      throw new Error("boom");
    });
    timers.when(
      () => {
        throw new Error("boom");
      },
      10,
      () => {},
    );
    await t.clock.advance(30);
    expect(logger.lines.filter(({ level }) => level === "error")).toHaveLength(6);
    await t.close();
  });
});

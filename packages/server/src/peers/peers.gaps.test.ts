import { createSystemClock, Deadlines } from "@volley/protocol/internal";
import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { recordingLogger } from "../../../../test/support/recording-logger.js";
import { type RedisServer, startRedis } from "../../../../test/support/redis-server.js";
import { until } from "../../../../test/support/until.js";
import { FlushScheduler } from "../base/flush-scheduler.js";
import { RedisBuses } from "../cluster/redis-bus.fixture.js";
import { redisMissing } from "../redis/test-redis.js";
import type { PeerOutcome } from "./peer-calls.js";
import { settle, startNodes } from "./peer-nodes.fixture.js";
import type { PeerCall } from "./peer-service.js";
import { Peers } from "./peers.js";

const LOST = { type: "lost", started: "unknown" };

describe("a node that was cut off while another one waits for it", () => {
  async function start() {
    const world = await startNodes("a", "b");
    const { a, b } = world.nodes;
    if (a === undefined || b === undefined) throw new Error("two nodes were started");
    const calls: PeerCall[] = [];
    b.peers.serve("test", (call) => calls.push(call));
    return { ...world, a, b, calls };
  }

  it("says which answers it couldn't give, and answers the others", async () => {
    const { clock, hub, b, calls, ask } = await start();
    const [early, late] = [ask("a", "b", null, 60_000), ask("a", "b", null, 60_000)];
    await settle();
    hub.setUp(false, b.bus);
    calls[0]?.reply();
    await settle();
    hub.setUp(true, b.bus);
    await clock.advance(1_000);
    expect(await early.outcome).toEqual(LOST);
    calls[1]?.reply(undefined, "here");
    expect(await late.outcome).toMatchObject({ type: "reply", head: "here" });
  });

  it("says which calls it never got", async () => {
    const { clock, hub, b, calls, ask } = await start();
    b.stop();
    const { outcome } = ask("a", "b", null, 60_000);
    await settle();
    // What was published found it, and was lost with its connection.
    b.lose();
    hub.setUp(false, b.bus);
    hub.setUp(true, b.bus);
    await clock.advance(1_000);
    expect(await outcome).toEqual(LOST);
    expect(calls).toEqual([]);
  });

  it("is asked as soon as it says anything", async () => {
    const { hub, b, calls, ask } = await start();
    const { outcome } = ask("a", "b", null, 60_000);
    await settle();
    hub.setUp(false, b.bus);
    calls[0]?.reply();
    await settle();
    hub.setUp(true, b.bus);
    b.peers.post("a", "anything", null);
    await settle();
    expect(await outcome).toEqual(LOST);
  });

  it("says so too when only a message of it was refused", async () => {
    const { clock, b, calls, ask } = await start();
    const { outcome } = ask("a", "b", null, 60_000);
    await settle();
    b.refuse(true);
    calls[0]?.reply();
    await settle();
    b.refuse(false);
    await clock.advance(1_000);
    expect(await outcome).toEqual(LOST);
  });

  it("is asked again when the question got lost", async () => {
    const { clock, hub, a, b, calls, ask } = await start();
    const { outcome } = ask("a", "b", null, 60_000);
    await settle();
    hub.setUp(false, b.bus);
    calls[0]?.reply();
    await settle();
    hub.setUp(true, b.bus);
    b.peers.post("a", "anything", null);
    a.refuse(true);
    await settle();
    a.refuse(false);
    await clock.advance(2_000);
    expect(await outcome).toEqual(LOST);
  });

  it("is asked once per gap, and never without one", async () => {
    const { clock, hub, a, b, calls, ask } = await start();
    const sent = (): number => a.published.length;
    void ask("a", "b", null, 60_000);
    await settle();
    const answerOne = async (): Promise<number> => {
      const before = sent();
      const { outcome } = ask("a", "b", null, 60_000);
      await settle();
      calls.pop()?.reply();
      await outcome;
      await settle();
      return sent() - before;
    };
    // The first message of a node may follow a gap.
    expect(await answerOne()).toBe(2);
    for (let n = 0; n < 3; n++) expect(await answerOne()).toBe(1);
    hub.setUp(false, b.bus);
    hub.setUp(true, b.bus);
    expect([await answerOne(), await answerOne()]).toEqual([2, 1]);
    await clock.advance(0);
  });

  it("answers each call once, whatever is lost and when", async () => {
    const { clock, hub, a, b, calls } = await start();
    let random = 1;
    const dice = (sides: number): number => {
      random = (random * 48_271) % 2_147_483_647;
      return random % sides;
    };
    const outcomes: PeerOutcome["type"][][] = [];
    for (let n = 0; n < 300; n++) {
      const own: PeerOutcome["type"][] = [];
      outcomes.push(own);
      const settled = ({ type }: PeerOutcome): number => own.push(type);
      a.peers.call({ node: "b", method: "test", head: null, timeoutMs: 600_000, settle: settled });
      if (dice(4) === 0) b.stop();
      await settle();
      const cut = dice(3) === 0;
      if (cut) hub.setUp(false, b.bus);
      while (calls.length > dice(5)) calls.splice(dice(calls.length), 1)[0]?.reply();
      if (cut) {
        await settle();
        b.lose();
        hub.setUp(true, b.bus);
      } else b.resume();
      if (dice(3) === 0) await clock.advance(100);
    }
    for (const call of calls) call.reply();
    await clock.advance(2_000);
    expect(outcomes.every(({ length }) => length === 1)).toBe(true);
    expect(new Set(outcomes.flat())).toEqual(new Set(["reply", "lost"]));
  });
});

describe.skipIf(redisMissing)(
  "a node whose connection Redis kills in the middle of a call",
  { timeout: 60_000 },
  () => {
    let server: RedisServer;
    let admin: Redis;
    let buses: RedisBuses;
    let nodes: Peers[];
    beforeEach(async () => {
      server = await startRedis();
      admin = new Redis(server.url);
      buses = new RedisBuses();
      nodes = [];
    });
    afterEach(async () => {
      for (const each of nodes) each.close();
      await buses.close();
      admin.disconnect();
      await server.stop();
    });

    async function startNode() {
      const clock = createSystemClock();
      const node = `node-${nodes.length}`;
      const { bus } = await buses.start({ url: server.url });
      const peers = new Peers({
        ...{ node, bus, time: clock, clock, logger: recordingLogger(), inboxOf: (id: string) => `inbox:${id}` },
        ...{ deadlines: new Deadlines(clock), scheduler: new FlushScheduler() },
      });
      nodes.push(peers);
      await peers.start();
      return { node, bus, peers };
    }

    it.each(["pubsub", "normal"])("has the caller know at once that no answer comes (%s)", async (type) => {
      const [a, b] = [await startNode(), await startNode()];
      const calls: PeerCall[] = [];
      b.peers.serve("test", (call) => calls.push(call));
      const ask = (): Promise<PeerOutcome> =>
        new Promise((settled) =>
          a.peers.call({ node: b.node, method: "test", head: null, timeoutMs: 600_000, settle: settled }),
        );
      const [early, late] = [ask(), ask()];
      await until(() => calls.length === 2, "the calls arrived");
      // It answers while it can't be heard: as soon as it knows, if not before.
      const cut = new Promise<void>((resolve) =>
        b.bus.onChange((up) => {
          if (!up) calls[0]?.reply();
          resolve();
        }),
      );
      for (const line of String(await admin.call("CLIENT", "LIST", "TYPE", type)).split("\n")) {
        const [, id] = /^id=(\d+) .* name=volley:node-1/.exec(line) ?? [];
        if (id !== undefined) await admin.client("KILL", "ID", id);
      }
      await cut;
      expect(await early).toEqual(LOST);
      await until(() => b.bus.up, "the bus is up again");
      calls[1]?.reply(undefined, "here");
      expect(await late).toMatchObject({ type: "reply", head: "here" });
    });
  },
);

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { until } from "../../support/until.js";
import { emptyReport } from "../report.js";
import { BRIEF_COUNT } from "../rig/chaos-contract.js";
import { pause } from "../rig/faults.js";
import type { Member } from "../rig/member.js";
import { type Scene, startScene } from "../rig/scene.js";

const NOTHING_TOLD = emptyReport().told;

describe.skipIf(inject("redisUrl") === null)("a client", { timeout: 120_000 }, () => {
  let scene: Scene;
  let member: Member;
  let room = "";
  let rooms = 0;

  beforeAll(async () => {
    scene = await startScene();
    await scene.join([], { slot: 2 });
  }, 60_000);
  afterAll(() => scene?.[Symbol.asyncDispose]());
  beforeEach(async () => {
    room = `r${++rooms}`;
    member = await scene.join([room], { slot: 0, uid: `c${rooms}` });
    await scene.members[0]?.enter(room);
  });

  afterEach(async () => {
    const at = scene.members.indexOf(member);
    if (at >= 0) scene.members.splice(at, 1);
    await member.close();
  });

  const say = (count: number): Promise<void> => scene.push(count, { kind: "room", room });
  const sessionOf = ({ client: { status } }: Member): string => (status.state === "ready" ? status.session : "");

  /** Everything came, and the session is the one it was. */
  async function expectClean(session: string): Promise<void> {
    await say(1);
    const report = await scene.drained();
    expect(report.violations).toEqual([]);
    expect(report.told).toEqual(NOTHING_TOLD);
    expect(sessionOf(member)).toBe(session);
  }

  it("that is cut and comes back to another node has its session, and misses nothing", async () => {
    const session = sessionOf(member);
    for (const slot of [1, 2, 0, 1]) {
      member.proxy.lead(() => scene.cluster.slots[slot]?.node.port ?? 1);
      member.proxy.cutAll();
      await say(10);
    }
    await expectClean(session);
  });

  it.each([
    ["both ways", ["up", "down"]],
    ["on the way up", ["up"]],
    ["on the way down", ["down"]],
  ] as const)("whose network swallows everything %s notices, and misses nothing", async (_, lanes) => {
    const session = sessionOf(member);
    for (const connection of member.proxy.connections) for (const lane of lanes) connection[lane].deafen();
    const startedAt = performance.now();
    await say(10);
    await until(() => member.client.status.state !== "ready", "the client notices", 30_000);
    // Ping and time-out are 3 s together here.
    expect(performance.now() - startedAt).toBeLessThan(30_000);
    await expectClean(session);
  });

  it("that changes its network while the old connection stands moves over", async () => {
    const session = sessionOf(member);
    const [old] = member.proxy.connections;
    old?.up.stall();
    old?.down.stall();
    member.proxy.lead(() => scene.cluster.slots[1]?.node.port ?? 1);
    await say(5);
    await until(() => member.proxy.connections.length === 0 || member.proxy.connections[0] !== old, "the move", 30_000);
    await say(5);
    // What was on its way is late, and for nobody.
    old?.up.flow();
    old?.down.flow();
    await expectClean(session);
  });

  it("that is cut within a message, at any byte, misses nothing", async () => {
    const session = sessionOf(member);
    for (const bytes of [1, 3, 7, 50, 133, 301, 600, 901]) {
      const undo = member.proxy.always(({ down, cut }) => down.cutAfter(bytes, cut));
      const isCut = (): boolean => member.client.status.state !== "ready";
      while (!isCut()) await say(1);
      undo();
      member.proxy.cutAll();
      await member.settled();
    }
    await expectClean(session);
  });

  it("whose bytes come one by one understands them", async () => {
    const session = sessionOf(member);
    const undo = member.proxy.always(({ up, down }) => {
      up.chop();
      down.chop();
    });
    member.proxy.cutAll();
    await Promise.all([say(10), member.say(room), member.have("effect.once")]);
    undo();
    member.proxy.cutAll();
    await expectClean(session);
  });

  it("whose frames are doubled on their way has each effect once", async () => {
    const undo = member.proxy.always(({ up }) => up.repeatFrames());
    member.proxy.cutAll();
    const outcomes = [member.have("effect.once"), member.have("effect.plain")];
    await Promise.all(outcomes);
    undo();
    // A doubled id is a breach of the protocol, which may close the client; the checker looks at the effects.
    scene.members.splice(scene.members.indexOf(member), 1);
    expect((await scene.drained()).doubled).toBe(0);
  });

  it("that was stopped for a while goes on at once when it wakes", async () => {
    const session = sessionOf(member);
    // A stopped process is a peer that reads nothing and says nothing.
    const [connection] = member.proxy.connections;
    connection?.up.stall();
    connection?.choke();
    await say(20);
    await pause(1_000);
    connection?.up.flow();
    connection?.unchoke();
    await expectClean(session);
  });

  it("whose node is killed goes on elsewhere with its session, and misses nothing", async () => {
    const session = sessionOf(member);
    const [slot] = scene.cluster.slots;
    member.proxy.lead(() => scene.cluster.slots[slot?.node.alive() ? 0 : 1]?.node.port ?? 1);
    await Promise.all([scene.push(50, { kind: "room", room }, 2), slot?.node.kill()]);
    await expectClean(session);
    await slot?.restart();
    await scene.cluster.know();
  });

  it("whose next node is killed too, while it brings the session back, is still in its rooms", async () => {
    const session = sessionOf(member);
    const [, next] = scene.cluster.slots;
    const undo = next?.redis.always(({ down }) => down.delay(150));
    member.proxy.lead(() => next?.node.port ?? 1);
    member.proxy.cutAll();
    const stored = async (field: string): Promise<string | null> => {
      const [key = ""] = await scene.operator.keys(`*${session}*`);
      return scene.operator.hget(key, field);
    };
    await until(async () => (await stored("node")) === next?.node.id, "the next node has claimed it");
    const claimed = await stored("record");
    // It writes what it knows before it has joined the groups again.
    await until(async () => (await stored("record")) !== claimed, "the next node has written it");
    await next?.node.kill();
    undo?.();
    member.proxy.lead(() => scene.cluster.slots[2]?.node.port ?? 1);
    await scene.push(10, { kind: "room", room }, 2);
    await expectClean(session);
    await next?.restart();
    await scene.cluster.know();
  });

  it("whose node stops and wakes again later goes on elsewhere; the late one changes nothing", async () => {
    const session = sessionOf(member);
    const [slot] = scene.cluster.slots;
    slot?.node.process.kill("SIGSTOP");
    member.proxy.lead(() => scene.cluster.slots[1]?.node.port ?? 1);
    await scene.push(10, { kind: "room", room }, 2);
    await until(() => member.client.status.state !== "ready", "the client notices", 30_000);
    await member.settled();
    await scene.push(10, { kind: "room", room }, 2);
    slot?.node.process.kill("SIGCONT");
    await scene.cluster.know();
    await expectClean(session);
  });

  it("that was away for longer than pushes are kept is told, and gets nothing half", async () => {
    member.proxy.refuse();
    await scene.push(3 * BRIEF_COUNT, { kind: "brief", room });
    await say(10);
    member.proxy.accept();
    await member.settled();
    await scene.push(3, { kind: "brief", room });
    const report = await scene.drained();
    expect(report.violations).toEqual([]);
    const view = scene.log.members.find((each) => each.member === member.uid && each.stream === `brief:${room}`);
    // Nothing of what was pushed meanwhile, then all three.
    expect(view?.events.map(({ type }) => type)).toEqual(["told", "push", "push", "push"]);
    expect(view?.events[0]).toMatchObject({ reason: "window" });
    expect(report.told).toEqual({ ...NOTHING_TOLD, window: 1 });
  });
});

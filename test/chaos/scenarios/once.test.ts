import { describe, expect, inject, it } from "vitest";
import { until } from "../../support/until.js";
import type { SentRequest } from "../history.js";
import { drain } from "../rig/drain.js";
import type { Member } from "../rig/member.js";
import { type Scene, startScene } from "../rig/scene.js";

/** Lets a client be answered by nobody: what servers say after their welcome is swallowed, on each connection. */
function silence(member: Member): { readonly end: () => void } {
  const off = member.client.onStatus(({ state }) => {
    if (state === "ready") member.proxy.connections.at(-1)?.down.deafen();
  });
  member.proxy.connections.at(-1)?.down.deafen();
  return {
    end: () => {
      off();
      member.proxy.cutAll();
    },
  };
}

/** Cuts the connection; the client comes back on the next one. Resolves when it is there and has sent again. */
async function comeBack(member: Member): Promise<void> {
  member.proxy.cutAll();
  await until(() => member.client.status.state !== "ready", "the client notices");
  await until(() => member.client.status.state === "ready", "the client is back", 30_000);
  const [connection] = member.proxy.connections.slice(-1);
  const before = connection?.down.taken ?? 0;
  // Something is said to it: an answer to what it sent, or a pong behind that.
  await until(() => (connection?.down.taken ?? 0) > before, "the node has heard it");
}

/** A client whose connections go from node to node. */
async function wanderer(scene: Scene): Promise<Member> {
  let next = 0;
  const member = await scene.join([], { slot: 0 });
  member.proxy.lead(() => {
    const alive = scene.cluster.ports();
    return alive[++next % alive.length] ?? 1;
  });
  return member;
}

const had = (scene: Scene): number => scene.cluster.effects().length;

describe.skipIf(inject("redisUrl") === null)("a `once` request", { timeout: 120_000 }, () => {
  it("that was lost on its way is sent again, and has its effect once", async () => {
    await using scene = await startScene();
    const member = await scene.join([]);
    member.proxy.connections.at(-1)?.up.deafen();
    const outcome = member.have("effect.once");
    await until(() => member.proxy.connections.at(-1)?.up.taken !== 0);
    member.proxy.cutAll();
    expect((await outcome).code).toBe("");
    expect(had(scene)).toBe(1);
    expect((await drain(scene)).violations).toEqual([]);
  });

  it("whose reply was lost gets the same reply, and has its effect once", async () => {
    await using scene = await startScene();
    const member = await scene.join([]);
    const silenced = silence(member);
    const outcome = member.have("effect.once");
    await until(() => had(scene) === 1, "the effect");
    silenced.end();
    const { code, reply } = await outcome;
    expect(code).toBe("");
    expect(reply).toMatchObject({ by: expect.any(String) });
    expect(had(scene)).toBe(1);
    expect((await drain(scene)).violations).toEqual([]);
  });

  it("that is sent seven times, to three nodes of which one is killed, has one effect and one reply", async () => {
    await using scene = await startScene();
    const member = await wanderer(scene);
    const silenced = silence(member);
    const outcome = member.have("effect.once");
    await until(() => had(scene) === 1, "the effect");
    const runner = scene.cluster.slots[0];
    for (let times = 0; times < 6; times++) {
      await comeBack(member);
      if (times === 2) await runner?.node.kill();
    }
    silenced.end();
    const { code, reply } = await outcome;
    expect(code).toBe("");
    // The reply is the one of the node that is gone.
    expect(reply).toMatchObject({ by: runner?.node.id });
    expect(had(scene)).toBe(1);
    expect((await drain(scene)).violations).toEqual([]);
  });

  it("that comes again elsewhere while it runs waits for that run", async () => {
    await using scene = await startScene();
    const member = await wanderer(scene);
    const silenced = silence(member);
    const outcome = member.have("effect.once", 4_000);
    await until(() => had(scene) === 1, "the effect");
    for (let times = 0; times < 3; times++) await comeBack(member);
    silenced.end();
    const { code, reply } = await outcome;
    expect(code).toBe("");
    expect(reply).toMatchObject({ by: scene.cluster.slots[0]?.node.id });
    expect(had(scene)).toBe(1);
    expect((await drain(scene)).violations).toEqual([]);
  });

  it("whose node is killed half way ends as unknown, and never runs again", async () => {
    await using scene = await startScene();
    const member = await wanderer(scene);
    const outcome = member.have("effect.once", 60_000);
    await until(() => had(scene) === 1, "the effect");
    await scene.cluster.slots[0]?.node.kill();
    const { code } = await outcome;
    expect(code).toBe("OUTCOME_UNKNOWN");
    expect(had(scene)).toBe(1);
    expect((await drain(scene)).violations).toEqual([]);
  });

  it("whose backend is killed half way ends as unknown; one without `once` ends as disconnected", async () => {
    await using scene = await startScene({ roles: ["frontend", "backend"] });
    const member = await scene.join([]);
    const outcomes: Promise<SentRequest>[] = [member.have("effect.once", 60_000), member.have("effect.plain", 60_000)];
    await until(() => had(scene) === 2, "the effects");
    await scene.cluster.slots[1]?.node.kill();
    const [once, plain] = await Promise.all(outcomes);
    expect(once?.code).toBe("OUTCOME_UNKNOWN");
    expect(plain?.code).toBe("DISCONNECTED");
    expect(had(scene)).toBe(2);
    expect((await drain(scene)).violations).toEqual([]);
  });
});

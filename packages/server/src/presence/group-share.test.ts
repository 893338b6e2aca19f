import { ManualClock } from "@volley/protocol/internal";
import { beforeEach, describe, expect, it } from "vitest";
import { GroupShare } from "./group-share.js";
import { MemoryGroupRegistry, MemoryRegistryHub } from "./memory-group-registry.js";
import { FlakyRegistry, LOBBY } from "./presence-node.fixture.js";

describe("the share of a node in a group", () => {
  let clock: ManualClock;
  let hub: MemoryRegistryHub;
  let registry: FlakyRegistry;
  let share: GroupShare;
  let told: string[];
  let cleared: string[];

  beforeEach(() => {
    [clock, hub, told, cleared] = [new ManualClock(), new MemoryRegistryHub(), [], []];
    registry = new FlakyRegistry(new MemoryGroupRegistry({ hub, clock, node: "n", leaseMs: 30_000 }));
    share = new GroupShare(LOBBY, {
      registry,
      clock,
      graceMs: 1_000,
      onChanges: (_, changes) => told.push(...changes.map(({ type, uid }) => `${type} ${uid}`)),
      onCleared: (_, sessions) => cleared.push(...sessions),
      onDue: () => void share.write(),
    });
  });

  const join = (session: string, uid?: string): void => share.join({ session, uid, info: "" });
  const stored = async (): Promise<string[]> =>
    (await registry.sessions("lobby")).map(({ session }) => session).toSorted();
  /** Holds up writes until the function returned is called. */
  function hold(): () => void {
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    registry.before = () => gate;
    return release;
  }

  it("has one write under way at a time, and one more for everything that changed meanwhile", async () => {
    const release = hold();
    join("1");
    const first = share.write();
    await clock.advance(0);
    join("2");
    const second = share.write();
    join("3");
    expect(share.write()).toBe(second);
    await clock.advance(0);
    expect(registry.writes).toEqual(["change"]);
    release();
    await Promise.all([first, second]);
    expect(registry.writes).toEqual(["change", "change"]);
    expect(await stored()).toEqual(["1", "2", "3"]);
  });

  it("takes out what left, came again and left again before it was written", async () => {
    join("1", "ann");
    join("2", "bob");
    await share.write();
    share.leave("1");
    join("1", "ann");
    share.leave("1");
    await share.write();
    expect(await stored()).toEqual(["2"]);
  });

  it("says nothing of a session that was never written", async () => {
    join("1", "ann");
    await share.write();
    registry.state = "down";
    hub.lose();
    join("2", "bob");
    await expect(share.write()).rejects.toMatchObject({ code: "UNAVAILABLE" });
    share.leave("2");
    registry.state = "up";
    await share.write();
    await clock.advance(1_000);
    expect(told).toEqual(["joined ann"]);
  });

  it("tells who joined while all was said anew", async () => {
    join("1", "ann");
    await share.write();
    hub.lose();
    // Between the answer that something differs, and the writing of everything.
    let writes = 0;
    registry.before = async () => {
      if (++writes === 1) join("2", "bob");
    };
    await share.write();
    await share.write();
    expect(told).toEqual(["joined ann", "joined bob"]);
  });

  it("takes out what may have been written although nothing was answered, when all have left", async () => {
    registry.state = "mute";
    join("1", "ann");
    await expect(share.write()).rejects.toMatchObject({ code: "UNAVAILABLE" });
    share.leave("1");
    expect(share.idle).toBe(false);
    registry.state = "up";
    await share.write();
    expect(await stored()).toEqual([]);
  });

  describe("when another node cleared the group", () => {
    const clear = (): Promise<unknown> =>
      new MemoryGroupRegistry({ hub, clock, node: "other" }).write("lobby", { type: "clear" });
    beforeEach(async () => {
      join("1", "ann");
      join("2", "bob");
      await share.write();
      await clear();
    });

    it("gives up its sessions, at the latest with the next renewal", async () => {
      await share.write();
      expect([cleared, share.sessions, await stored()]).toEqual([["1", "2"], [], []]);
      await share.write();
      expect([share.idle, hub.groups.size, told.slice(2)]).toEqual([true, 0, ["left ann", "left bob"]]);
    });

    it("keeps those that joined since", async () => {
      join("3", "cleo");
      await share.write();
      expect([cleared, await stored()]).toEqual([["1", "2"], ["3"]]);
    });

    it("learns it also when the answer was lost, and when the store is out of reach in between", async () => {
      registry.state = "mute";
      join("3", "cleo");
      await expect(share.write()).rejects.toMatchObject({ code: "UNAVAILABLE" });
      registry.state = "down";
      await expect(share.write()).rejects.toMatchObject({ code: "UNAVAILABLE" });
      expect(cleared).toEqual([]);
      registry.state = "up";
      await share.write();
      expect([cleared, await stored()]).toEqual([["1", "2"], ["3"]]);
    });

    it("learns it when that happens again, however little is known of the writes in between", async () => {
      let writes = 0;
      registry.before = async () => {
        if (++writes === 2) registry.state = "mute";
      };
      join("3", "cleo");
      await expect(share.write()).rejects.toMatchObject({ code: "UNAVAILABLE" });
      registry.state = "up";
      join("4", "dan");
      await share.write();
      expect([cleared, await stored()]).toEqual([
        ["1", "2"],
        ["3", "4"],
      ]);
      for (const session of ["5", "6"]) {
        registry.state = "down";
        await expect(share.write()).rejects.toMatchObject({ code: "UNAVAILABLE" });
        await clear();
        registry.state = "up";
        join(session);
        await share.write();
        expect(await stored()).toEqual([session]);
      }
    });

    it("learns a second time what came behind a write that was never answered", async () => {
      let writes = 0;
      registry.before = async () => {
        if (++writes === 2) registry.state = "mute";
      };
      join("3", "cleo");
      await expect(share.write()).rejects.toMatchObject({ code: "UNAVAILABLE" });
      registry.state = "up";
      share.leave("3");
      join("3", "cleo");
      await clear();
      registry.writes.length = 0;
      await share.write();
      expect(registry.writes).toEqual(["replace", "replace"]);
    });
  });

  it("is idle when nothing is here, owed or due", async () => {
    expect(share.idle).toBe(true);
    const stop = share.watch();
    expect(share.idle).toBe(false);
    stop();
    join("1", "ann");
    const write = share.write();
    expect(share.idle).toBe(false);
    await write;
    share.leave("1");
    await share.write();
    expect([share.idle, share.sessions]).toEqual([false, []]);
    await clock.advance(1_000);
    expect([share.idle, told.at(-1)]).toEqual([true, "left ann"]);
    expect(hub.groups.size).toBe(0);
  });
});

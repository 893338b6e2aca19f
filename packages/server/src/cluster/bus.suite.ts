import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { until } from "../../../../test/support/until.js";
import type { Bus } from "./bus.js";
import type { BusCounts } from "./bus-counters.js";

/** What the suite needs of an implementation. */
export interface BusRig {
  /** Makes the bus of another node, ready to use. */
  bus(): Promise<{ readonly bus: Bus; readonly counts: BusCounts }>;
  /** Cuts the nodes off from each other; resolves when that is so. */
  breakDown(): Promise<void>;
  /** Lets them talk again; resolves when that is possible. */
  repair(): Promise<void>;
  close(): Promise<void>;
}

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

/** Describes what every `Bus` has to do; run it on each implementation. */
export function describeBus(name: string, createRig: () => Promise<BusRig>): void {
  describe(name, () => {
    let rig: BusRig;
    let one: Bus;
    let two: Bus;
    let counts: BusCounts;
    let got: string[];
    const keep = (message: Uint8Array, channel: string): void => void got.push(`${channel} ${[...message]}`);
    /** Waits until everything that was published before has arrived: order makes that certain. */
    const settle = async (): Promise<void> => {
      let arrived = false;
      const stop = await two.subscribe("the-end", () => {
        arrived = true;
      });
      await one.publish("the-end", bytes());
      await until(() => arrived, "the last message");
      stop();
    };

    beforeEach(async () => {
      rig = await createRig();
      got = [];
      ({ bus: one } = await rig.bus());
      ({ bus: two, counts } = await rig.bus());
    });
    afterEach(() => rig.close());

    it("carries bytes to who listens to the channel, and tells it which one", async () => {
      await two.subscribe("a", keep);
      await one.publish("a", bytes(0, 127, 128, 255));
      await one.publish("b", bytes(1));
      await one.publish("a", bytes());
      await settle();
      expect(got).toEqual(["a 0,127,128,255", "a "]);
    });

    it("carries everything that starts as a prefix does", async () => {
      await two.subscribe("a:*", keep);
      for (const channel of ["a:", "a:b", "a", "b:a:", "a:b:c"]) await one.publish(channel, bytes(1));
      await settle();
      expect(got).toEqual(["a: 1", "a:b 1", "a:b:c 1"]);
    });

    it("takes names literally, whatever they mean elsewhere", async () => {
      const odd = ["[a-c]", "a?", "a\\", "^x", "a]", "{a}#/ü"];
      for (const channel of odd) {
        await two.subscribe(channel, keep);
        await two.subscribe(`p${channel}*`, keep);
      }
      for (const channel of ["b", "ab", "a", "x", "pb", "pab", "p", "px"]) await one.publish(channel, bytes(1));
      for (const channel of odd) {
        await one.publish(channel, bytes(2));
        await one.publish(`p${channel}z`, bytes(3));
      }
      await settle();
      expect(got).toEqual(odd.flatMap((channel) => [`${channel} 2`, `p${channel}z 3`]));
    });

    it("keeps the order of one publisher over all channels", async () => {
      for (const channel of ["a", "b", "p*"]) await two.subscribe(channel, ([value = 0]) => got.push(`${value}`));
      const channels = ["a", "p1", "b", "p2"];
      for (let i = 0; i < 250; i++) void one.publish(channels[i % 4] ?? "a", bytes(i));
      await settle();
      expect(got).toEqual(Array.from({ length: 250 }, (_, i) => `${i}`));
    });

    it("misses nothing that is published after a subscription was acknowledged", async () => {
      for (let i = 0; i < 20; i++) {
        await two.subscribe(i % 2 === 0 ? `new-${i}` : `new-${i}:*`, keep);
        await one.publish(i % 2 === 0 ? `new-${i}` : `new-${i}:x`, bytes(i));
      }
      await settle();
      expect(got).toHaveLength(20);
    });

    it("brings a publisher its own messages, but not inside the call", async () => {
      await two.subscribe("a", keep);
      const published = two.publish("a", bytes(1));
      expect(got).toEqual([]);
      await published;
      await settle();
      expect(got).toEqual(["a 1"]);
    });

    it("publishes the bytes as they were, whatever becomes of them", async () => {
      await two.subscribe("a", keep);
      const message = bytes(1);
      const published = one.publish("a", message);
      message[0] = 2;
      await published;
      await settle();
      expect(got).toEqual(["a 1"]);
    });

    it("tells how many nodes got a message", async () => {
      expect(await one.publish("a", bytes(1))).toBe(0);
      await two.subscribe("a", keep);
      await two.subscribe("a", keep);
      expect(await one.publish("a", bytes(1))).toBe(1);
      const stop = await one.subscribe("a", keep);
      expect(await one.publish("a", bytes(1))).toBe(2);
      await (await rig.bus()).bus.subscribe("a*", keep);
      expect(await one.publish("a", bytes(1))).toBe(3);
      stop();
      await settle();
      expect(await two.publish("a", bytes(1))).toBe(2);
    });

    it("ends a subscription at once, and only that one", async () => {
      const stop = await two.subscribe("a", () => got.push("first"));
      const stopPrefix = await two.subscribe("a*", () => got.push("prefix"));
      await two.subscribe("a", () => got.push("second"));
      await one.publish("a", bytes());
      await settle();
      expect(got.sort()).toEqual(["first", "prefix", "second"]);
      got.length = 0;
      stop();
      stop();
      stopPrefix[Symbol.dispose]();
      await one.publish("a", bytes());
      await settle();
      expect(got).toEqual(["second"]);
    });

    it("listens again to what it listened to before", async () => {
      for (let round = 0; round < 3; round++) {
        const stop = await two.subscribe("a", keep);
        await one.publish("a", bytes(round));
        await settle();
        stop();
      }
      expect(got).toEqual(["a 0", "a 1", "a 2"]);
    });

    it("goes on when a receiver throws, and counts that", async () => {
      await two.subscribe("a", () => {
        throw new Error("on purpose");
      });
      await two.subscribe("a", keep);
      await one.publish("a", bytes(1));
      await one.publish("a", bytes(2));
      await settle();
      expect(got).toEqual(["a 1", "a 2"]);
      expect(counts.failed).toBe(2);
    });

    describe("when the nodes are cut off", () => {
      it("says so, refuses at once, and carries nothing of that time later", async () => {
        const changes: boolean[] = [];
        two.onChange((up) => changes.push(up));
        await two.subscribe("a", keep);
        await two.subscribe("p:*", keep);
        await one.publish("a", bytes(1));
        await settle();
        expect(two.up).toBe(true);

        await rig.breakDown();
        expect(two.up).toBe(false);
        expect(changes).toEqual([false]);
        await expect(two.publish("a", bytes(2))).rejects.toMatchObject({ code: "UNAVAILABLE" });
        await expect(two.subscribe("b", keep)).rejects.toMatchObject({ code: "UNAVAILABLE" });
        // That nobody awaits this one must not end the process.
        void two.publish("a", bytes(3));
        expect(counts.rejected).toBe(2);

        await rig.repair();
        expect(two.up).toBe(true);
        expect(changes).toEqual([false, true]);
        await one.publish("b", bytes(4));
        await one.publish("p:x", bytes(5));
        await one.publish("a", bytes(6));
        await settle();
        expect(got).toEqual(["a 1", "p:x 5", "a 6"]);
        expect(await one.publish("b", bytes())).toBe(0);
      });

      it("keeps a subscription ended that was ended meanwhile", async () => {
        const stop = await two.subscribe("a", keep);
        await rig.breakDown();
        stop();
        await rig.repair();
        expect(await one.publish("a", bytes(1))).toBe(0);
      });

      it("tells every listener that is still there, even if one throws", async () => {
        const changes: string[] = [];
        const stop = two.onChange(() => changes.push("gone"));
        two.onChange(() => {
          throw new Error("on purpose");
        });
        two.onChange((up) => changes.push(up ? "up" : "down"));
        stop();
        await rig.breakDown();
        await rig.repair();
        expect(changes).toEqual(["down", "up"]);
      });
    });
  });
}

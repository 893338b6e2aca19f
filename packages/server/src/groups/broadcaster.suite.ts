import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { until } from "../../../../test/support/until.js";
import type { Bus } from "../cluster/bus.js";
import type { Fanout } from "./fanout.js";
import { pushOf, RoomNode } from "./room-nodes.fixture.js";
import { type Audience, type Broadcaster, groupRoom, sessionRoom, tagRoom, userRoom } from "./rooms.js";

/** What the suite needs. */
export interface BroadcasterRig {
  /** Makes a bus that is ready. */
  bus(): Promise<Bus>;
  /** What the channels of these rooms start with. */
  readonly key: string;
  readonly fanout: Fanout;
  /** Makes what is tried, on a bus of its own. */
  sender(bus: Bus, key: string): Promise<Broadcaster>;
  close(): Promise<void>;
}

const everybody: Audience = { rooms: [], except: [] };
const toRooms = (...rooms: readonly string[]): Audience => ({ rooms, except: [] });

/** Describes what has to happen on the nodes when somebody sends to an audience; run it on each kind of sender. */
export function describeBroadcaster(name: string, createRig: () => Promise<BroadcasterRig>): void {
  describe(name, () => {
    let rig: BroadcasterRig;
    let sender: Broadcaster;
    let web: RoomNode;
    let app: RoomNode;

    /** Sends a last push and waits until it is there, and with it all that was sent before. Takes it off again. */
    const settle = async (): Promise<void> => {
      const all = (): string[][] => [...Object.values(web.got), ...Object.values(app.got)];
      await web.open("end-web", "the-end");
      await app.open("end-app", "the-end");
      await sender.broadcast(pushOf("end"), toRooms("the-end"));
      await until(() => all().filter((got) => got.at(-1) === "end").length === 2, "the last push");
      for (const [node, id] of [[web, "end-web"] as const, [app, "end-app"] as const]) {
        node.rooms.close(id);
        delete node.got[id];
      }
    };

    beforeEach(async () => {
      rig = await createRig();
      const { key, fanout } = rig;
      web = new RoomNode({ bus: await rig.bus(), key, fanout, type: "web" });
      app = new RoomNode({ bus: await rig.bus(), key, fanout, type: "app" });
      await Promise.all([web.rooms.ready(), app.rooms.ready()]);
      sender = await rig.sender(await rig.bus(), rig.key);
      await web.open("w1", userRoom("ann"), groupRoom("g"));
      await web.open("w2", userRoom("bob"), groupRoom("g"), tagRoom("red"));
      await app.open("a1", userRoom("ann"), groupRoom("h"));
    });
    afterEach(async () => {
      web.rooms.stop();
      app.rooms.stop();
      await rig.close();
    });

    it("tells every node what may become of a push at slow clients", async () => {
      const delivery = { key: "ann" };
      await sender.broadcast(pushOf("1", { delivery, group: "g" }), everybody);
      await sender.broadcast(pushOf("2", { delivery: "volatile" }), everybody);
      await sender.broadcast(pushOf("3", { delivery }), everybody);
      await settle();
      const latest = (group: string | null): string =>
        JSON.stringify({ latest: `["a.push",${JSON.stringify(group)},"ann"]` });
      const all = [`1 in g ${latest("g")}`, `2 "volatile"`, `3 ${latest(null)}`];
      expect({ ...web.got, ...app.got }).toEqual({ w1: all, w2: all, a1: all });
    });

    it("reaches the members of any of the rooms on every node, once each", async () => {
      await sender.broadcast(pushOf("1"), toRooms(userRoom("ann")));
      await sender.broadcast(pushOf("2", { group: "g" }), toRooms(groupRoom("g"), userRoom("bob"), groupRoom("h")));
      await sender.broadcast(pushOf("3"), everybody);
      await sender.broadcast(pushOf("4"), toRooms(userRoom("carl")));
      await settle();
      expect({ ...web.got, ...app.got }).toEqual({
        w1: ["1", "2 in g", "3"],
        w2: ["2 in g", "3"],
        a1: ["1", "2 in g", "3"],
      });
    });

    it("leaves out who is excepted, and who isn't among those it is narrowed to", async () => {
      await sender.broadcast(pushOf("1"), { rooms: [], except: [userRoom("ann")] });
      await sender.broadcast(pushOf("2"), { rooms: [groupRoom("g")], except: [sessionRoom("w2")] });
      await sender.broadcast(pushOf("3"), { rooms: [groupRoom("g")], only: [tagRoom("red")], except: [] });
      await sender.broadcast(pushOf("4"), { rooms: [], only: [], except: [] });
      await settle();
      expect({ ...web.got, ...app.got }).toEqual({ w1: ["2"], w2: ["1", "3"], a1: [] });
    });

    it("reaches the nodes of one type only when it is asked to", async () => {
      await sender.broadcast(pushOf("1"), { ...toRooms(userRoom("ann")), type: "app" });
      await sender.kick({ ...toRooms(userRoom("ann")), type: "web" }, { reason: "kicked" });
      await sender.broadcast(pushOf("2"), { ...everybody, type: "tv" });
      await settle();
      expect({ ...web.got, ...app.got }).toEqual({ w1: ["ended: kicked"], w2: [], a1: ["1"] });
      expect([web.counts.dropped, app.counts.dropped]).toEqual([0, 0]);
    });

    it("is ignored, and counted, where the push is unknown or has another rev", async () => {
      await sender.broadcast(pushOf("1", { push: "a.new" }), everybody);
      await sender.broadcast(pushOf("2", { rev: 2 }), everybody);
      await settle();
      expect({ ...web.got, ...app.got }).toEqual({ w1: [], w2: [], a1: [] });
      expect([web.counts.dropped, app.counts.dropped]).toEqual([2, 2]);
    });

    it("ends sessions with what it says, after what was pushed before, and only theirs", async () => {
      void sender.broadcast(pushOf("bye"), everybody);
      void sender.kick(toRooms(userRoom("ann")), { reason: "kicked", text: "no cheating" });
      void sender.kick({ ...everybody, only: [tagRoom("red")] }, { reason: "replaced" });
      void sender.broadcast(pushOf("late"), everybody);
      await settle();
      const kicked = ["bye", "ended: kicked no cheating"];
      expect({ ...web.got, ...app.got }).toEqual({ w1: kicked, w2: ["bye", "ended: replaced"], a1: kicked });
      expect(web.rooms.sessionsIn([groupRoom("g"), userRoom("ann"), userRoom("bob")])).toEqual([]);
    });

    it("takes sessions into rooms and out of them, in order with pushes", async () => {
      const chess = groupRoom("chess");
      void sender.broadcast(pushOf("before"), toRooms(chess));
      void sender.joinAll(toRooms(userRoom("ann")), [chess, groupRoom("x")]);
      void sender.broadcast(pushOf("1"), toRooms(chess));
      void sender.leaveAll({ rooms: [chess], except: [sessionRoom("a1")] }, [chess]);
      void sender.broadcast(pushOf("2"), toRooms(chess));
      void sender.leaveAll(everybody, [chess]);
      void sender.broadcast(pushOf("after"), toRooms(chess));
      void sender.broadcast(pushOf("x"), toRooms(groupRoom("x")));
      await settle();
      expect({ ...web.got, ...app.got }).toEqual({ w1: ["1", "x"], w2: [], a1: ["1", "2", "x"] });
    });

    it("makes sessions members of groups, in order with pushes", async () => {
      void sender.enterAll(toRooms(userRoom("bob")), { pattern: "table:{id}", params: { id: 7 } });
      void sender.broadcast(pushOf("1"), toRooms(userRoom("bob")));
      void sender.exitAll(toRooms(userRoom("bob")), { pattern: "lobby" });
      await settle();
      expect(web.got["w2"]).toEqual(['entered: table:{id} {"id":7}', "1", "left: lobby undefined"]);
      expect({ ...web.got, ...app.got }).toMatchObject({ w1: [], a1: [] });
    });

    it("keeps the order of everything it does, to whichever rooms", async () => {
      const rooms = [[], [userRoom("ann")], [groupRoom("g"), groupRoom("h")]];
      for (let i = 0; i < 200; i++) void sender.broadcast(pushOf(`${i}`), toRooms(...(rooms[i % 3] ?? [])));
      await settle();
      expect(web.got["w1"]).toEqual(Array.from({ length: 200 }, (_, i) => `${i}`));
      expect(app.got["a1"]).toEqual(web.got["w1"]);
    });
  });
}

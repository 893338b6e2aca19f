import { describe, expect, it } from "vitest";
import { AdapterRooms } from "./adapter-rooms.js";
import { groupRoom, sessionRoom, userRoom } from "./rooms.js";

/** Rooms with three sessions, whose frames are their pushes' payloads. */
function setUp() {
  let made = 0;
  const rooms = new AdapterRooms(({ push, payload }) => {
    made++;
    return push === "unknown" ? undefined : payload;
  });
  const got: Record<string, number[]> = { a: [], b: [], c: [] };
  for (const id of ["a", "b", "c"]) {
    const deliver = (frame: Uint8Array): void => void got[id]?.push(frame[0] ?? -1);
    rooms.open(id, { deliver, close: () => {}, enter: () => {}, exit: () => {} });
  }
  const send = (value: number, to: readonly string[], except: readonly string[] = [], push = "x.y"): void =>
    rooms.broadcast({ push, rev: 1, payload: Uint8Array.of(value), group: undefined }, { rooms: to, except });
  return { rooms, got, send, made: () => made };
}

describe("AdapterRooms", () => {
  it("delivers to the members of any of the rooms, once each", () => {
    const { rooms, got, send } = setUp();
    void rooms.join("a", groupRoom("g"));
    void rooms.join("a", groupRoom("h"));
    void rooms.join("b", groupRoom("h"));
    send(1, [groupRoom("g"), groupRoom("h")]);
    expect(got).toEqual({ a: [1], b: [1], c: [] });
  });

  it("delivers to everybody when no room is named", () => {
    const { got, send } = setUp();
    send(1, []);
    expect(got).toEqual({ a: [1], b: [1], c: [1] });
  });

  it("leaves out members of the excepted rooms, single sessions too", () => {
    const { rooms, got, send } = setUp();
    void rooms.join("b", userRoom("u"));
    send(1, [], [userRoom("u"), sessionRoom("c")]);
    expect(got).toEqual({ a: [1], b: [], c: [] });
  });

  it("makes the frame once, however many get it", () => {
    const { send, made } = setUp();
    send(1, []);
    expect(made()).toBe(1);
  });

  it("drops a push that this node's contract doesn't know", () => {
    const { got, send } = setUp();
    send(1, [], [], "unknown");
    expect(got).toEqual({ a: [], b: [], c: [] });
  });

  it("forgets a closed session, and doesn't let it join again", () => {
    const { rooms, got, send } = setUp();
    void rooms.join("a", groupRoom("g"));
    rooms.close("a");
    void rooms.join("a", groupRoom("g"));
    send(1, [groupRoom("g")]);
    send(2, []);
    expect(got).toEqual({ a: [], b: [2], c: [2] });
  });

  it("takes a left member out", () => {
    const { rooms, got, send } = setUp();
    void rooms.join("a", groupRoom("g"));
    void rooms.leave("a", groupRoom("g"));
    send(1, [groupRoom("g")]);
    expect(got["a"]).toEqual([]);
  });

  it("keeps users, groups and sessions of one name apart", () => {
    const { rooms, got, send } = setUp();
    void rooms.join("a", userRoom("x"));
    void rooms.join("b", groupRoom("x"));
    send(1, [userRoom("x")]);
    send(2, [groupRoom("x")]);
    send(3, [sessionRoom("c")]);
    expect(got).toEqual({ a: [1], b: [2], c: [3] });
  });

  it("takes an audience into rooms and out of them", async () => {
    const { rooms, got, send } = setUp();
    for (const id of ["a", "b"]) await rooms.join(id, userRoom("u"));
    await rooms.joinAll({ rooms: [userRoom("u")], except: [sessionRoom("b")] }, [groupRoom("g"), groupRoom("h")]);
    expect(rooms.roomsOf("a").toSorted()).toEqual(["g:g", "g:h", "s:a", "u:u"]);
    send(1, [groupRoom("g")]);
    await rooms.leaveAll({ rooms: [], only: [groupRoom("h")], except: [] }, [groupRoom("g")]);
    send(2, [groupRoom("g")]);
    send(3, [groupRoom("h")]);
    expect(got).toEqual({ a: [1, 3], b: [], c: [] });
  });
});

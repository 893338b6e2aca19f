import { beforeEach, describe, expect, it } from "vitest";
import type { PresenceChange, PresentUser } from "./group-registry.js";
import { PresenceWatch } from "./presence-watch.js";

const joined = (uid: string, info = ""): PresenceChange => ({ type: "joined", uid, info });
const updated = (uid: string, info: string): PresenceChange => ({ type: "updated", uid, info });
const left = (uid: string): PresenceChange => ({ type: "left", uid });
const user = (uid: string, info = ""): PresentUser => ({ uid, info });

describe("a watch over who is present", () => {
  let watch: PresenceWatch;
  let events: string[];
  beforeEach(() => {
    watch = new PresenceWatch();
    events = [];
    watch.listen((change) => events.push(`${change.type} ${change.uid}${change.type === "left" ? "" : change.info}`));
  });
  const read = (...users: PresentUser[]): Promise<void> => watch.read(async () => users);
  /** A list that comes when the function returned is called with it. */
  function slowRead(): (...users: PresentUser[]) => Promise<void> {
    let answer = (_: readonly PresentUser[]): void => {};
    const done = watch.read(() => new Promise((resolve) => (answer = resolve)));
    return (...users) => {
      answer(users);
      return done;
    };
  }

  it("takes the first list as how things stand, and tells of later ones what differs", async () => {
    await read(user("ann", "1"), user("bob"));
    await read(user("ann", "2"), user("cleo"));
    expect(events).toEqual(["updated ann2", "joined cleo", "left bob"]);
  });

  it("tells everything that it is told before it knows how things stand", () => {
    watch.take([left("ann"), updated("bob", "1"), joined("cleo")]);
    expect(events).toEqual(["left ann", "updated bob1", "joined cleo"]);
  });

  it("tells nothing twice, and nothing that it knows", async () => {
    await read(user("ann", "1"));
    watch.take([joined("ann", "1"), left("bob"), joined("bob"), joined("bob"), left("bob"), left("bob")]);
    expect(events).toEqual(["joined bob", "left bob"]);
  });

  it("makes an update of somebody unknown a joining, and a joining with other info an update", async () => {
    await read(user("ann", "1"));
    watch.take([updated("bob", "1"), joined("ann", "2")]);
    expect(events).toEqual(["joined bob1", "updated ann2"]);
  });

  it.each([true, false])(
    "believes news more than a list that was asked for before it came (first list: %s)",
    async (first) => {
      if (!first) await read(user("ann"), user("dan"));
      const answer = slowRead();
      watch.take([left("ann"), joined("bob"), joined("cleo", "2")]);
      await answer(user("ann"), user("cleo", "1"), user("dan"));
      expect(events).toEqual(["left ann", "joined bob", "joined cleo2"]);
      watch.take([left("dan"), left("ann")]);
      expect(events.slice(3)).toEqual(["left dan"]);
    },
  );

  it("knows what it knew when a list can't be read", async () => {
    await read(user("ann"));
    await expect(watch.read(() => Promise.reject(new Error("cut")))).rejects.toThrow("cut");
    await read();
    expect(events).toEqual(["left ann"]);
  });

  it("tells each handler until it is taken away, one function twice if it was given twice", () => {
    const told: string[] = [];
    const handler = ({ uid }: PresenceChange): void => void told.push(uid);
    const [stop] = [watch.listen(handler), watch.listen(handler)];
    watch.take([joined("ann")]);
    stop();
    watch.take([joined("bob")]);
    expect(told).toEqual(["ann", "ann", "bob"]);
    expect(watch.unused).toBe(false);
  });
});

import { describe, expect, it } from "vitest";
import type { NodeInfo } from "../cluster/node-info.js";
import { ForwardLane, type LaneMessage } from "./forward-lane.js";

/** A message that goes where `target` says, and stays there until the test ends it. */
class Letter implements LaneMessage {
  settled = false;
  end: (again?: boolean) => void = () => {};
  constructor(
    readonly order: number,
    readonly log: string[],
    public target: (current: string | undefined) => string | undefined = (current) => current ?? "a",
  ) {}
  pick(current: string | undefined): NodeInfo | undefined {
    const id = this.target(current);
    return id === undefined ? undefined : ({ id } as NodeInfo);
  }
  send(node: NodeInfo, over: (again: boolean) => void): void {
    this.log.push(`${this.order}→${node.id}`);
    this.end = (again = false) => over(again);
  }
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("a lane", () => {
  it("sends without waiting for answers while all goes to one node", () => {
    const log: string[] = [];
    const lane = new ForwardLane(8);
    for (let order = 0; order < 3; order++) lane.post(new Letter(order, log));
    expect(log).toEqual(["0→a", "1→a", "2→a"]);
  });

  it("turns to another node only when everything at the old one is over", async () => {
    const log: string[] = [];
    const lane = new ForwardLane(8);
    const [first, second] = [new Letter(0, log), new Letter(1, log)];
    lane.post(first);
    lane.post(second);
    lane.post(new Letter(2, log, () => "b"));
    lane.post(new Letter(3, log, () => "b"));
    first.end();
    await settle();
    expect(log).toEqual(["0→a", "1→a"]);
    second.end();
    await settle();
    expect(log).toEqual(["0→a", "1→a", "2→b", "3→b"]);
  });

  it("sends a lost batch again in its order, ahead of what came later", async () => {
    const log: string[] = [];
    const lane = new ForwardLane(8);
    let node = "a";
    const letters = [0, 1, 2].map((order) => new Letter(order, log, () => node));
    for (const letter of letters) lane.post(letter);
    node = "b";
    lane.post(new Letter(3, log, () => node));
    for (const letter of letters) letter.end(true);
    await settle();
    expect(log).toEqual(["0→a", "1→a", "2→a", "0→b", "1→b", "2→b", "3→b"]);
  });

  it("skips what settled while it waited", async () => {
    const log: string[] = [];
    const lane = new ForwardLane(8);
    const [first, cancelled] = [new Letter(0, log), new Letter(1, log, () => "b")];
    lane.post(first);
    lane.post(cancelled);
    lane.post(new Letter(2, log, () => "b"));
    cancelled.settled = true;
    first.end();
    await settle();
    expect(log).toEqual(["0→a", "2→b"]);
  });

  it("drops a message that finds no node, and goes on with the next", () => {
    const log: string[] = [];
    const lane = new ForwardLane(8);
    lane.post(new Letter(0, log, () => undefined));
    lane.post(new Letter(1, log));
    expect(log).toEqual(["1→a"]);
  });

  it("refuses more than its limit", () => {
    const log: string[] = [];
    const lane = new ForwardLane(1);
    lane.post(new Letter(0, log));
    expect(lane.post(new Letter(1, log, () => "b"))).toBe(true);
    expect(lane.post(new Letter(2, log, () => "b"))).toBe(false);
  });
});

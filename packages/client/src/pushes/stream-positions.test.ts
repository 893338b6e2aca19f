import {
  EXTENSION,
  encodePushPosition,
  MAX_POSITIONS,
  type PushFrame,
  type StreamPosition,
  toUtf8,
} from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";
import { StreamPositions } from "./stream-positions.js";

function frameOf(group: string, position: StreamPosition): PushFrame {
  const extensions = [
    { type: EXTENSION.group, value: toUtf8(group) },
    { type: EXTENSION.position, value: encodePushPosition({ ...position, replayed: false }) },
  ];
  return { kind: "push", push: 0, payload: new Uint8Array(0), extensions };
}
const at = (offset: number): StreamPosition => ({ epoch: 1, offset, tag: offset });
const hear = (positions: StreamPositions, group: string, offset: number): void =>
  void positions.push(frameOf(group, at(offset)), () => undefined)();

describe("the positions of streams", () => {
  it("advance when the handlers have returned, not before", async () => {
    const positions = new StreamPositions(() => {});
    const seen: unknown[] = [];
    const note = (): undefined => void seen.push(positions.list());
    void positions.push(frameOf("a", at(1)), note)();
    await positions.push(frameOf("a", at(2)), async () => note())();
    expect(seen).toEqual([[], [["a", at(1)]]]);
    expect(positions.list()).toEqual([["a", at(2)]]);
  });

  it("are those that moved last, when there are more than a server looks at", () => {
    const positions = new StreamPositions(() => {});
    for (let n = 0; n < MAX_POSITIONS + 2; n++) hear(positions, `g${n}`, 1);
    hear(positions, "g0", 2);
    const list = positions.list();
    expect(list).toHaveLength(MAX_POSITIONS);
    expect([list[0]?.[0], list.at(-1)]).toEqual(["g3", ["g0", at(2)]]);
  });

  it("are forgotten with the session, also by what its last connection left to do", () => {
    const positions = new StreamPositions(() => {});
    const late = positions.push(frameOf("a", at(1)), () => undefined);
    positions.welcomed({ resumed: false });
    void late();
    expect(positions.list()).toEqual([]);
  });
});

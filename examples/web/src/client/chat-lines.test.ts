import { describe, expect, it } from "vitest";
import { withLines } from "./chat-lines.js";

const line = (seq: number, at = seq) => ({ seq, at, uid: "ann", name: "Ann", text: `line ${seq}` });

describe("the lines of a chat", () => {
  it("are in order and there once, when a push overtakes the history", () => {
    const pushed = withLines([], [line(3)]);
    expect(withLines(pushed, [line(1), line(2), line(3)]).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it("go on when the server counts from 1 again", () => {
    expect(withLines([line(8, 100)], [line(1, 200)]).map(({ seq }) => seq)).toEqual([8, 1]);
  });

  it("are the newest fifty", () => {
    const many = Array.from({ length: 60 }, (_, at) => line(at));
    expect(withLines([], many)).toEqual(many.slice(10));
  });

  it("are the same when nothing is new", () => {
    const known = [line(1)];
    expect(withLines(known, [line(1)])).toBe(known);
  });
});

import { describe, expect, it } from "vitest";
import { systemError, VolleyError } from "../errors/volley-error.js";
import { fromUtf8, toUtf8 } from "./bytes.js";
import { joinGroupCall, splitGroupCall } from "./group-call.js";
import { formatLeft, parseLeft } from "./left.js";

describe("the payload of a group frame", () => {
  it("keeps head and data apart, whatever their lengths", () => {
    const params = { id: "x".repeat(100) };
    const call = { op: "push", group: "table:{id}", params, push: "table.point", rev: 1 } as const;
    const { head, data } = splitGroupCall(joinGroupCall(call, toUtf8('{"x":1}')));
    expect(JSON.parse(fromUtf8(head))).toEqual(call);
    expect(fromUtf8(data)).toBe('{"x":1}');
  });

  it.each([[], [5, 1], [0x80], [0xff, 0xff, 0xff, 0xff, 0x0f, 1]])("refuses %j", (...bytes) => {
    expect(() => splitGroupCall(Uint8Array.from(bytes))).toThrow(expect.objectContaining({ code: "BAD_REQUEST" }));
  });
});

describe("the payload of a left frame", () => {
  it("tells the group, and why", () => {
    const error = systemError("FORBIDDEN", "the table is closed");
    expect(parseLeft(formatLeft({ group: "table:7", error }))).toEqual({ group: "table:7", error });
    expect(parseLeft(formatLeft({ group: "table:7", error: undefined }))).toEqual({ group: "table:7" });
  });

  it("keeps what an app put into an error's data, which JSON may not hold", () => {
    const error = new VolleyError("FORBIDDEN", "no", { data: { big: 1n } });
    expect(parseLeft(formatLeft({ group: "a", error })).error).toMatchObject({ code: "FORBIDDEN", data: undefined });
  });

  it.each(["[]", "5", "x"])("refuses %s", (text) => {
    expect(() => parseLeft(toUtf8(text))).toThrow(expect.objectContaining({ code: "BAD_REQUEST" }));
  });
});

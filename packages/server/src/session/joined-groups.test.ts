import { describe, expect, it, vi } from "vitest";
import { JoinedGroups } from "./joined-groups.js";

const lobby = { pattern: "lobby" };
const table = { pattern: "table:{id}", params: { id: 7 } };

describe("the groups of a session", () => {
  it("are what it joined and didn't leave, and each change is told", () => {
    const onChange = vi.fn();
    const groups = new JoinedGroups(onChange);
    groups.add("lobby", lobby);
    groups.add("table:7", table);
    groups.delete("lobby");
    groups.delete("lobby");
    expect(groups.all).toEqual([table]);
    expect(onChange).toHaveBeenCalledTimes(3);
  });

  it("are those that it had on another node until it is back in them, however far that is", () => {
    const onChange = vi.fn();
    const groups = new JoinedGroups(onChange, [lobby, table]);
    groups.add("lobby", lobby);
    expect(groups.all).toEqual([lobby, table]);
    // Joining didn't work: the next node tries again.
    groups.delete("lobby");
    expect(groups.all).toEqual([lobby, table]);
    expect(onChange).not.toHaveBeenCalled();
  });

  it("are those that it could join, once it is back", () => {
    const onChange = vi.fn();
    const groups = new JoinedGroups(onChange, [lobby, table]);
    groups.add("lobby", lobby);
    groups.returned();
    expect(groups.all).toEqual([lobby]);
    expect(onChange).toHaveBeenCalledOnce();
  });
});

import { describe, expect, it } from "vitest";
import { createMemoryChatStore } from "./memory-chat-store.js";

const remark = (text: string) => ({ uid: "ann", name: "Ann", text, at: 7 });

describe("the chat store in memory", () => {
  it("numbers the lines of each room and lists them oldest first", async () => {
    const store = createMemoryChatStore();
    expect(await store.recent("a")).toEqual([]);
    expect(await store.append("a", remark("one"))).toEqual({ ...remark("one"), seq: 1 });
    await store.append("b", remark("elsewhere"));
    await store.append("a", remark("two"));
    expect((await store.recent("a")).map(({ seq, text }) => [seq, text])).toEqual([
      [1, "one"],
      [2, "two"],
    ]);
  });

  it("forgets the oldest lines, and goes on counting", async () => {
    const store = createMemoryChatStore({ keepLines: 2 });
    for (const text of ["one", "two", "three"]) await store.append("a", remark(text));
    expect((await store.recent("a")).map(({ seq }) => seq)).toEqual([2, 3]);
  });

  it("forgets the room that is silent for longest", async () => {
    const store = createMemoryChatStore({ keepRooms: 2 });
    for (const room of ["a", "b", "a", "c"]) await store.append(room, remark("hello"));
    const kept = await Promise.all(["a", "b", "c"].map(async (room) => (await store.recent(room)).length));
    expect(kept).toEqual([2, 0, 1]);
  });
});

import { describe, expect, it } from "vitest";
import type { ChatStore } from "./chat-store.js";

const remark = (text: string) => ({ uid: "ann", name: "Ann", text, at: 7 });

/** Describes what every `ChatStore` has to do; run it on each implementation. */
export function describeChatStore(
  name: string,
  createStore: (options?: { readonly keepLines: number }) => ChatStore,
): void {
  describe(name, () => {
    it("numbers the lines of each room and lists them oldest first", async () => {
      const store = createStore();
      expect(await store.recent("a")).toEqual([]);
      expect(await store.append("a", remark("one"))).toEqual({ ...remark("one"), seq: 1 });
      await store.append("b", remark("elsewhere"));
      await store.append("a", remark('2 "two"\n'));
      expect(await store.recent("a")).toEqual([
        { ...remark("one"), seq: 1 },
        { ...remark('2 "two"\n'), seq: 2 },
      ]);
    });

    it("numbers lines that come together", async () => {
      const store = createStore();
      const lines = await Promise.all(Array.from({ length: 20 }, (_, at) => store.append("a", remark(`${at}`))));
      expect(new Set(lines.map(({ seq }) => seq)).size).toBe(20);
      expect((await store.recent("a")).map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
    });

    it("forgets the oldest lines, and goes on counting", async () => {
      const store = createStore({ keepLines: 2 });
      for (const text of ["one", "two", "three"]) await store.append("a", remark(text));
      expect((await store.recent("a")).map(({ seq }) => seq)).toEqual([2, 3]);
    });
  });
}

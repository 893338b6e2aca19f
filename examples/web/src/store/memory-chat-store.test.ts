import { expect, it } from "vitest";
import { describeChatStore } from "./chat-store.suite.js";
import { createMemoryChatStore } from "./memory-chat-store.js";

describeChatStore("the memory chat store", createMemoryChatStore);

it("forgets the room that is silent for longest", async () => {
  const store = createMemoryChatStore({ keepRooms: 2 });
  for (const room of ["a", "b", "a", "c"]) await store.append(room, { uid: "ann", name: "Ann", text: "hello", at: 7 });
  const kept = await Promise.all(["a", "b", "c"].map(async (room) => (await store.recent(room)).length));
  expect(kept).toEqual([2, 0, 1]);
});

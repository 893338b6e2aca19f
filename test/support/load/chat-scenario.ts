import { defineScenario } from "@volley/load";
import { chat } from "../chat.js";

// What test/integration/load.test.ts runs: ten a room, who talk, wave, and now and then ask for what fails.
export default defineScenario(chat, {
  state: () => ({ room: "" }),
  connect: ({ index }) => ({ handshake: { index } }),
  setup: async (client, { index, state }) => {
    state.room = `room-${index % 2}`;
    await client.request("room.join", { room: state.room });
  },
  steps: [
    { weight: 7, request: "room.say", input: ({ state, sentAt }) => ({ room: state.room, text: `${sentAt}` }) },
    { weight: 1, notify: "room.wave", input: ({ n }) => ({ n }) },
    { weight: 1, request: "room.join", input: () => ({ room: "full" }), name: "full" },
    { weight: 1, name: "out and in", run: (client, { state }) => outAndIn(client, state.room) },
  ],
  pushes: [{ push: "room.said", sentAt: ({ text }) => Number(text) }],
});

async function outAndIn(
  client: { request(route: "room.leave" | "room.join", input: { room: string }): PromiseLike<unknown> },
  room: string,
): Promise<void> {
  await client.request("room.leave", { room });
  await client.request("room.join", { room });
}

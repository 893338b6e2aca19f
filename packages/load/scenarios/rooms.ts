// People in rooms of ten on the reference server: some talk, all listen, now and then somebody comes in anew.
//
//     volley-server --guests
//     volley-load rooms.ts --url http://127.0.0.1:3000
//
// VOLLEY_LOAD_TOKEN is a JSON Web Token for all of them, where guests aren't let in.
import { guestIdentity } from "@volley/client";
import { defineScenario } from "@volley/load";
import { rooms } from "@volley/reference-server/contract";

const PER_ROOM = 10;
const token = process.env["VOLLEY_LOAD_TOKEN"];

export default defineScenario(rooms, {
  state: () => ({ room: "" }),
  connect: () => ({ token: token ?? guestIdentity({ storage: memory() }) }),
  setup: async (client, { index, state }) => {
    state.room = `load-${Math.floor(index / PER_ROOM)}`;
    await client.request("rooms.join", { room: state.room });
  },
  steps: [
    {
      weight: 9,
      request: "rooms.message",
      input: ({ state, sentAt, n }) => ({ room: state.room, data: { sentAt, text: `message ${n}` } }),
    },
    { weight: 1, request: "rooms.join", input: ({ state }) => ({ room: state.room, last: 20 }) },
  ],
  pushes: [{ push: "rooms.message", sentAt: ({ data }) => sentAtOf(data) }, { push: "rooms.joined" }],
});

/** What others write into a room has no time of ours. */
function sentAtOf(data: unknown): number | undefined {
  if (typeof data !== "object" || data === null || !("sentAt" in data)) return undefined;
  return typeof data.sentAt === "number" ? data.sentAt : undefined;
}

/** Each guest keeps its own identity. */
function memory() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

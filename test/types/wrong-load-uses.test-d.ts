// Wrong uses of load scenarios: every @ts-expect-error must be needed, or this file fails.
import { defineScenario } from "@volley/load";
import { duel } from "./contracts.js";

// @ts-expect-error misspelt
defineScenario(duel, { steps: [{ request: "lobby.jion", input: () => ({ room: "" }) }] });
// @ts-expect-error a notify isn't asked
defineScenario(duel, { steps: [{ request: "table.wave" }] });
// @ts-expect-error a request isn't told
defineScenario(duel, { steps: [{ notify: "lobby.leave" }] });
// @ts-expect-error the input is missing
defineScenario(duel, { steps: [{ request: "lobby.join" }] });
// @ts-expect-error the input of another route
defineScenario(duel, { steps: [{ request: "lobby.join", input: () => ({ table: "", word: "" }) }] });
// @ts-expect-error an input is made anew for each message
defineScenario(duel, { steps: [{ request: "lobby.join", input: { room: "" } }] });
// @ts-expect-error two kinds at once
defineScenario(duel, { steps: [{ request: "lobby.leave", notify: "table.wave" }] });
// @ts-expect-error an error that the route doesn't have
defineScenario(duel, { steps: [{ request: "lobby.leave", allow: ["ROOM_FULL"] }] });
// @ts-expect-error code of one's own needs a name
defineScenario(duel, { steps: [{ run: () => {} }] });
// @ts-expect-error no such push
defineScenario(duel, { pushes: [{ push: "lobby.chatted" }] });
// @ts-expect-error not a time
defineScenario(duel, { pushes: [{ push: "lobby.chat", sentAt: ({ text }) => text }] });
// @ts-expect-error the flag --url says where to
defineScenario(duel, { connect: () => ({ url: "http://127.0.0.1" }) });
// @ts-expect-error nobody remembers that
defineScenario(duel, { state: () => ({ seat: 1 }), steps: [{ name: "a", run: (_, { state }) => state.seats }] });
// @ts-expect-error misspelt
defineScenario(duel, { stepps: [] });

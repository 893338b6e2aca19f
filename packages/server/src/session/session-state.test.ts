import { describe, expect, it } from "vitest";
import type { Connection } from "./connection.js";
import { NEW_SESSION, nextSessionState, type SessionState } from "./session-state.js";

const connection = {
  info: { address: "", transport: "" },
  queuedBytes: 0,
  onDrain() {},
  send() {},
  close() {},
} satisfies Connection;
const attach = (state: SessionState): SessionState => nextSessionState(state, { type: "attach", connection });

describe("nextSessionState", () => {
  it("counts connections", () => {
    const second = attach(attach(NEW_SESSION));
    expect(second).toMatchObject({ status: "attached", generation: 2 });
  });

  it("goes without a connection when the present one is gone", () => {
    expect(nextSessionState(attach(NEW_SESSION), { type: "detach", generation: 1 })).toEqual({
      status: "detached",
      generation: 1,
    });
  });

  it("takes the late end of an old connection for nothing", () => {
    const second = attach(attach(NEW_SESSION));
    expect(nextSessionState(second, { type: "detach", generation: 1 })).toBe(second);
  });

  it("takes the generation that the cluster says, and refuses a connection with an older one", () => {
    const third = nextSessionState(NEW_SESSION, { type: "attach", connection, generation: 3 });
    expect(third).toMatchObject({ status: "attached", generation: 3 });
    for (const generation of [1, 3]) {
      expect(nextSessionState(third, { type: "attach", connection, generation })).toBe(third);
    }
  });

  it("leaves a connection to finish when it moves, and takes none after that", () => {
    const moved = nextSessionState(attach(NEW_SESSION), { type: "move" });
    expect(moved).toEqual({ status: "moved", generation: 1, connection });
    expect(attach(moved)).toBe(moved);
    expect(nextSessionState(moved, { type: "move" })).toBe(moved);
    const alone = nextSessionState(moved, { type: "detach", generation: 1 });
    expect(alone).toEqual({ status: "moved", generation: 1, connection: undefined });
    expect(nextSessionState({ status: "detached", generation: 4 }, { type: "move" })).toEqual({
      ...alone,
      generation: 4,
    });
  });

  it("closes once, with the first ending", () => {
    const closed = nextSessionState(attach(NEW_SESSION), { type: "close", ending: { reason: "kicked" } });
    expect(closed).toMatchObject({ status: "closed", ending: { reason: "kicked" } });
    for (const event of [
      { type: "close", ending: { reason: "client" } },
      { type: "attach", connection },
      { type: "detach", generation: 1 },
    ] as const) {
      expect(nextSessionState(closed, event)).toBe(closed);
    }
  });
});

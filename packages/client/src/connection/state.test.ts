import type { EndingReason } from "@volley/protocol";
import { ENDINGS } from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";
import { toConnectionEnd } from "./connection-end.js";
import { type ConnectorEvent, type ConnectorState, INITIAL, next } from "./state.js";

const wanted: ConnectorEvent = { type: "wanted" };
const retried: ConnectorEvent = { type: "retried" };
const lasted: ConnectorEvent = { type: "lasted" };
const closed: ConnectorEvent = { type: "closed" };
const welcomed: ConnectorEvent = { type: "welcomed", session: "s", uid: "ann", resumed: undefined };
const ended = (reason: EndingReason): ConnectorEvent => ({
  type: "ended",
  end: toConnectionEnd({ reason }),
  retryInMs: 700,
});
const lost = ended("network");

const after = (...events: ConnectorEvent[]): ConnectorState => events.reduce(next, INITIAL);
const stateAfter = (...events: ConnectorEvent[]): string => after(...events).status.state;

describe("the connector's state", () => {
  it("is idle until somebody wants a connection", () => {
    expect(after()).toEqual({ status: { state: "idle" }, failures: 0 });
    expect(after(wanted).status).toEqual({ state: "connecting", attempt: 1 });
  });

  it("is ready when the server says welcome", () => {
    expect(after(wanted, welcomed).status).toEqual({ state: "ready", session: "s", uid: "ann", resumed: false });
  });

  it("waits after an end, and tells why and how long", () => {
    const { status } = after(wanted, lost);
    expect(status).toMatchObject({ state: "waiting", attempt: 1, retryInMs: 700, cause: { code: "DISCONNECTED" } });
  });

  it("counts the failures until a connection has lasted", () => {
    const secondAttempt = after(wanted, lost, retried);
    expect(secondAttempt.status).toEqual({ state: "connecting", attempt: 2 });
    expect(next(secondAttempt, welcomed).failures).toBe(1);
    expect(after(wanted, lost, retried, welcomed, lost).failures).toBe(2);
    expect(after(wanted, lost, retried, welcomed, lasted, lost).failures).toBe(1);
  });

  it("stays ready, as the very same status, when the connection has lasted", () => {
    const ready = after(wanted, welcomed);
    expect(next(ready, lasted).status).toBe(ready.status);
  });

  it("doesn't jump the wait because somebody wants a connection", () => {
    const waiting = after(wanted, lost);
    expect(next(waiting, wanted)).toBe(waiting);
  });

  it.each(Object.entries(ENDINGS))("follows the table of endings: %s means %s", (reason, action) => {
    const { status } = after(wanted, welcomed, ended(reason as EndingReason));
    expect(status.state).toBe(action === "reconnect" ? "waiting" : "closed");
    if (status.state === "closed") expect(status.cause).toMatchObject({ reason, error: { declared: false } });
  });

  it("tells the kick's text", () => {
    const end = toConnectionEnd({ reason: "kicked", text: "cheating" });
    const { status } = after(wanted, welcomed, { type: "ended", end, retryInMs: 0 });
    expect(status).toMatchObject({ cause: { reason: "kicked", text: "cheating", error: { code: "FORBIDDEN" } } });
  });

  it("closes from everywhere, for good", () => {
    for (const events of [[], [wanted], [wanted, welcomed], [wanted, lost]]) {
      const end = after(...events, closed);
      expect(end.status).toMatchObject({ state: "closed", cause: { reason: "client", error: { code: "CANCELLED" } } });
      for (const event of [wanted, retried, lasted, closed, welcomed, lost]) expect(next(end, event)).toBe(end);
    }
  });

  it("ignores what comes too late", () => {
    expect(stateAfter(retried)).toBe("idle");
    expect(stateAfter(wanted, lost, welcomed)).toBe("waiting");
    expect(stateAfter(wanted, lost, lost)).toBe("waiting");
    expect(stateAfter(wanted, welcomed, retried)).toBe("ready");
  });
});

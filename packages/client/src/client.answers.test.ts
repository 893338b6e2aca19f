import { VolleyError } from "@volley/protocol";
import { systemError } from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";
import { readyClient } from "./client.fixture.js";

describe("a reply", () => {
  it("goes through its schema", async () => {
    const { client, server, connection } = await readyClient();
    const reply = client.request("lobby.when");
    await server.settle();
    connection.reply(1, "2026-01-01T00:00:00.000Z");
    expect(await reply).toEqual(new Date("2026-01-01"));
  });

  it("that its schema refuses rejects with VALIDATION", async () => {
    const { client, server, connection } = await readyClient();
    const reply = client.request("lobby.join", { room: "a" });
    await server.settle();
    connection.reply(1, { seat: "three" });
    await expect(reply).rejects.toMatchObject({
      code: "VALIDATION",
      message: "the reply of lobby.join is not valid: expected a seat",
    });
  });

  it("comes as it is with parse: false", async () => {
    const { client, server, connection } = await readyClient({ parse: false });
    const reply = client.request("lobby.when");
    await server.settle();
    connection.reply(1, "2026-01-01");
    expect(await reply).toBe("2026-01-01");
  });

  it("that nobody asked for is ignored", async () => {
    const { client, connection } = await readyClient();
    connection.reply(7, {});
    expect(client.status.state).toBe("ready");
  });
});

describe("an error", () => {
  it("of the contract rejects with its data, parsed", async () => {
    const { client, server, connection } = await readyClient();
    const result = client.request("lobby.join", { room: "a" }).result();
    await server.settle();
    connection.error(1, new VolleyError("BANNED", "go away", { declared: true, data: { until: "2027-01-01" } }));
    const { ok, error } = await result;
    expect(ok).toBe(false);
    expect(error).toMatchObject({ code: "BANNED", message: "go away", declared: true, retryable: false });
    expect(error?.data).toEqual({ until: new Date("2027-01-01") });
  });

  it("of the route rejects with its data; one without data has none", async () => {
    const { client, server, connection } = await readyClient();
    const full = client.request("lobby.join", { room: "a" });
    const closed = client.request("lobby.join", { room: "b" });
    await server.settle();
    connection.error(1, new VolleyError("ROOM_FULL", "full", { declared: true, data: { max: 4 }, retryable: true }));
    connection.error(2, new VolleyError("CLOSED", "closed", { declared: true }));
    await expect(full).rejects.toMatchObject({ code: "ROOM_FULL", data: { max: 4 }, retryable: true });
    await expect(closed).rejects.toMatchObject({ code: "CLOSED", data: undefined });
  });

  it("of Volley's table rejects as it is", async () => {
    const { client, server, connection } = await readyClient();
    const reply = client.request("lobby.leave");
    await server.settle();
    connection.error(1, systemError("RATE_LIMITED", "slow down", { data: { retryAfterMs: 9, scope: "session" } }));
    await expect(reply).rejects.toMatchObject({ code: "RATE_LIMITED", data: { retryAfterMs: 9 }, declared: false });
  });

  it("comes as it is with parse: false", async () => {
    const { client, server, connection } = await readyClient({ parse: false });
    const reply = client.request("lobby.join", { room: "a" });
    await server.settle();
    connection.error(1, new VolleyError("BANNED", "go away", { declared: true, data: { until: "2027-01-01" } }));
    await expect(reply).rejects.toMatchObject({ code: "BANNED", data: { until: "2027-01-01" } });
  });

  it("that this version of the contract doesn't know comes as it is", async () => {
    const { client, server, connection } = await readyClient();
    const reply = client.request("lobby.leave");
    await server.settle();
    connection.error(1, new VolleyError("constructor", "new", { declared: true, data: 7 }));
    await expect(reply).rejects.toMatchObject({ code: "constructor", data: 7 });
  });

  it("whose data its schema refuses rejects with VALIDATION", async () => {
    const { client, server, connection } = await readyClient();
    const reply = client.request("lobby.join", { room: "a" });
    await server.settle();
    connection.error(1, new VolleyError("ROOM_FULL", "full", { declared: true, data: "4" }));
    await expect(reply).rejects.toMatchObject({ code: "VALIDATION" });
  });
});

import { decodeOnceMark, EXTENSION, type Frame, type OnceMark, systemError } from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";
import { readyClient, startClient } from "./client.fixture.js";
import type { ScriptedConnection } from "./scripted-server.fixture.js";

/** The marks of the requests on a connection, in their order. */
function marksOf(connection: ScriptedConnection): (OnceMark | undefined)[] {
  const requests = connection.messages.flat().filter((frame) => frame.kind === "request");
  return requests.map(({ extensions }: Frame & { kind: "request" }) => {
    const mark = extensions.find(({ type }) => type === EXTENSION.once);
    return mark && decodeOnceMark(mark.value);
  });
}

describe("a `once` request", () => {
  it("carries its number, its age, and the memory of the server that it was first sent to", async () => {
    const { client, server, connection } = await readyClient();
    void client.request("lobby.buy", "hat").result();
    void client.request("lobby.leave").result();
    void client.request("lobby.buy", "coat").result();
    await server.settle();
    const common = { ageMs: 0, memory: "memory" };
    expect(marksOf(connection)).toEqual([{ serial: 1, ...common }, undefined, { serial: 2, ...common }]);
    expect(connection.hello.client).toMatch(/^[0-9a-f]{32}$/);
  });

  it("is sent again on the next connection, before what waits, and settles by its answer there", async () => {
    const { client, server, connection } = await readyClient();
    const outcomes = [
      client.request("lobby.buy", "hat").result(),
      client.request("lobby.leave").result(),
      client.request("lobby.buy", "coat").result(),
    ];
    await server.settle();
    connection.drop();
    outcomes.push(client.request("lobby.leave").result());
    expect((await outcomes[1])?.error).toMatchObject({ code: "DISCONNECTED", data: { sent: true } });
    await server.clock.advance(500);
    const next = await server.welcome({ memory: "another" });
    expect(next.lines).toEqual([`request #1 lobby.buy "hat"`, `request #2 lobby.buy "coat"`, "request #3 lobby.leave"]);
    const resent = { ageMs: 500, memory: "memory" };
    expect(marksOf(next)).toEqual([{ serial: 1, ...resent }, { serial: 2, ...resent }, undefined]);
    expect(next.hello.client).toBe(connection.hello.client);
    next.reply(1);
    next.reply(3);
    next.error(2, systemError("OUTCOME_UNKNOWN", "who knows"));
    expect(await outcomes[0]).toMatchObject({ ok: true });
    expect((await outcomes[2])?.error?.code).toBe("OUTCOME_UNKNOWN");
    expect(await outcomes[3]).toMatchObject({ ok: true });
  });

  it("is sent again as often as it takes, older each time, and keeps its number", async () => {
    const { client, server } = await readyClient();
    const bought = client.request("lobby.buy", "hat", { timeoutMs: 60_000 });
    await server.settle();
    for (let times = 1; times <= 6; times++) {
      server.connection.drop();
      await server.clock.advance(20_000 / 6);
      const connection = await server.welcome();
      expect(marksOf(connection)).toEqual([{ serial: 1, ageMs: expect.any(Number), memory: "memory" }]);
      expect(marksOf(connection)[0]?.ageMs).toBeGreaterThanOrEqual(times * 3_000);
    }
    server.connection.reply(1);
    await bought;
  });

  it("has an age also when it is sent again at once", async () => {
    const { client, server, connection } = await readyClient({ reconnect: { minMs: 0, maxMs: 0 } });
    void client.request("lobby.buy", "hat").result();
    await server.settle();
    connection.drop();
    await server.clock.advance(0);
    const next = await server.welcome();
    expect(marksOf(next)).toMatchObject([{ ageMs: 1 }]);
  });

  it("ends by its own deadline, wherever it stands", async () => {
    const { client, server, connection } = await readyClient();
    const bought = client.request("lobby.buy", "hat", { timeoutMs: 300 }).result();
    await server.settle();
    connection.drop();
    await server.clock.advance(300);
    expect((await bought).error).toMatchObject({
      code: "TIMEOUT",
      message: expect.stringContaining("was not answered"),
    });
    await server.clock.advance(500);
    expect((await server.welcome()).lines).toEqual([]);
  });

  it("isn't sent again when it was taken back", async () => {
    const { client, server, connection } = await readyClient();
    const controller = new AbortController();
    const bought = client.request("lobby.buy", "hat", { signal: controller.signal }).result();
    await server.settle();
    connection.drop();
    controller.abort();
    expect((await bought).error?.code).toBe("CANCELLED");
    await server.clock.advance(500);
    expect((await server.welcome()).lines).toEqual([]);
  });

  it("that had left says so when the client is turned away", async () => {
    const { client, server, connection } = await readyClient();
    const left = client.request("lobby.buy", "hat").result();
    await server.settle();
    connection.drop();
    const waits = client.request("lobby.buy", "coat").result();
    await server.clock.advance(500);
    server.connection.refuse({ ending: { reason: "unauthorized" }, error: systemError("UNAUTHORIZED", "who?") });
    expect((await left).error).toMatchObject({ code: "DISCONNECTED", data: { sent: true } });
    expect((await waits).error?.code).toBe("UNAUTHORIZED");
  });

  it("is sent to a server without a memory as any request, and never again", async () => {
    const { client, server } = startClient();
    void client.connect();
    const connection = await server.welcome({ memory: undefined });
    const bought = client.request("lobby.buy", "hat").result();
    await server.settle();
    expect(marksOf(connection)).toEqual([undefined]);
    connection.drop();
    expect((await bought).error).toMatchObject({ code: "DISCONNECTED" });
  });

  it("isn't sent again to a server without a memory", async () => {
    const { client, server, connection } = await readyClient();
    const bought = client.request("lobby.buy", "hat").result();
    await server.settle();
    connection.drop();
    await server.clock.advance(500);
    expect((await server.welcome({ memory: undefined })).lines).toEqual([]);
    expect((await bought).error).toMatchObject({ code: "DISCONNECTED", data: { sent: true } });
  });
});

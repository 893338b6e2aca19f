import { defineContract } from "@volley/protocol";
import { type ContractParts, createRouteTable, dictionaryOf } from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";
import { readyClient, startClient } from "./client.fixture.js";

const dropped = (reason: string) => [expect.stringContaining("lobby.wave"), { route: "lobby.wave", reason }];

describe("notify", () => {
  it("sends its input", async () => {
    const { client, server, connection } = await readyClient();
    client.notify("lobby.point", { x: 1 });
    client.notify("lobby.wave");
    await server.settle();
    expect(connection.lines).toEqual(['notify lobby.point {"x":1}', "notify lobby.wave"]);
  });

  it("connects by itself and waits for the connection", async () => {
    const { client, server } = startClient();
    client.notify("lobby.wave");
    const connection = await server.welcome();
    expect(connection.lines).toEqual(["notify lobby.wave"]);
    expect(client.droppedNotifies).toBe(0);
  });

  it("doesn't wait if it is told not to, but connects", async () => {
    const { client, server } = startClient();
    client.notify("lobby.wave", undefined, { whenOffline: "drop" });
    const connection = await server.welcome();
    client.notify("lobby.point", { x: 1 }, { whenOffline: "drop" });
    await server.settle();
    expect(connection.lines).toEqual(['notify lobby.point {"x":1}']);
    expect(client.droppedNotifies).toBe(0);
  });

  it("throws what is the caller's fault", async () => {
    const { client } = await readyClient();
    expect(() => client.notify("lobby.point", { x: 1n } as never)).toThrow(
      expect.objectContaining({ code: "BAD_REQUEST", message: "the input of lobby.point can't be encoded" }),
    );
    expect(() => client.notify("lobby.leave" as never)).toThrow('the contract has no notify "lobby.leave"');
  });
});

describe("a notify that can't be sent is logged and counted", () => {
  it("when no connection came in time", async () => {
    const { client, server, logger } = startClient({ timeoutMs: 4_000 });
    client.notify("lobby.wave");
    await server.clock.advance(4_000);
    expect(client.droppedNotifies).toBe(1);
    expect(logger.warn.mock.calls).toEqual([dropped("TIMEOUT")]);
    const connection = await server.welcome();
    expect(connection.lines).toEqual([]);
  });

  it("when the outbox is full", async () => {
    const { client, server, logger } = startClient({ outbox: { maxEntries: 1 } });
    client.notify("lobby.point", { x: 1 });
    client.notify("lobby.wave");
    expect(client.droppedNotifies).toBe(1);
    expect(logger.warn.mock.calls).toEqual([dropped("BUSY")]);
    const connection = await server.welcome();
    expect(connection.lines).toEqual(['notify lobby.point {"x":1}']);
  });

  it("when the server doesn't know it", async () => {
    const theirs = createRouteTable(defineContract({}) as unknown as ContractParts);
    const { client, server, logger } = startClient();
    client.notify("lobby.wave");
    await server.welcome({ dictionary: dictionaryOf(theirs) });
    expect(client.droppedNotifies).toBe(1);
    expect(logger.warn.mock.calls).toEqual([dropped("CONTRACT_MISMATCH")]);
  });

  it("when the client is closed, before or after", async () => {
    const { client, logger } = startClient();
    client.notify("lobby.wave");
    await client.close();
    client.notify("lobby.wave");
    expect(client.droppedNotifies).toBe(2);
    expect(logger.warn.mock.calls).toEqual([dropped("CANCELLED"), dropped("CANCELLED")]);
  });

  it("but not when it was sent: time and loss don't touch it any more", async () => {
    const { client, server, connection, logger } = await readyClient({ timeoutMs: 4_000 });
    client.notify("lobby.wave");
    await server.clock.advance(4_000);
    client.notify("lobby.wave");
    await server.settle();
    connection.drop();
    expect(connection.lines).toHaveLength(2);
    expect(client.droppedNotifies).toBe(0);
    expect(logger.warn).not.toHaveBeenCalled();
  });
});

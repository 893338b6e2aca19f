import { describe, expect, it } from "vitest";
import { type App, startClient, startServer } from "../support/drain-rig.js";
import { RawClient } from "../support/raw-client.js";
import { until } from "../support/until.js";

describe("a drain of a server alone", () => {
  it("finishes what is under way, and tells clients when to come back", async () => {
    const { server, url, waits } = await startServer();
    const { client, statuses } = startClient(url);
    const raw = await new RawClient(url).join({ token: "bob" });
    await client.connect();
    const answer = client.request("seat.wait", 300);
    await until(() => waits() === 1, "it is begun");
    const drained = server.drain({ waitMs: 0, perSecond: 1 });
    expect(await answer).toBeDefined();
    expect(await drained).toMatchObject({ moved: 0, ended: 2, unfinished: 0 });
    expect(raw.json("goodbye")).toMatchObject({ reason: "going-away", retryAfterMs: expect.any(Number) });
    await until(() => statuses.at(-1) === "waiting", "the client waits");
    expect(client.status).toMatchObject({ state: "waiting", cause: { code: "DRAINING" } });
    expect((client.status as { retryInMs: number }).retryInMs).toBeGreaterThanOrEqual(1_000);
  });

  it("cuts off what isn't done in time, and says so", async () => {
    const { server, url, logger, waits } = await startServer();
    const { client } = startClient(url);
    await client.connect();
    const answer = client.request("seat.wait", 0).result();
    await until(() => waits() === 1, "it is begun");
    expect(await server.drain({ waitMs: 0, withinMs: 200 })).toMatchObject({ unfinished: 1 });
    expect((await answer).error).toMatchObject({ code: "DISCONNECTED" });
    expect(logger.lines).toContainEqual(
      expect.objectContaining({ level: "warn", message: expect.stringContaining("drain's time was over") }),
    );
  });

  it.each([
    ["drain() again", (server: App) => void server.drain()],
    ["close()", (server: App) => void server.close()],
  ])("is over at once after %s", async (_, force) => {
    const { server, url } = await startServer();
    const { client } = startClient(url);
    await client.connect();
    const drained = server.drain({ waitMs: 3_600_000 });
    force(server);
    expect((await drained).tookMs).toBeLessThan(60_000);
    await until(() => client.status.state === "waiting", "it was closed");
  });

  it("is over at once when its signal aborts, and refuses times that are none", async () => {
    const { server } = await startServer();
    await expect(server.drain({ perSecond: 0 })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    const controller = new AbortController();
    const drained = server.drain({ waitMs: 3_600_000, signal: controller.signal });
    controller.abort();
    expect(await drained).toMatchObject({ moved: 0, ended: 0 });
  });

  it("turns new clients away with DRAINING, before their tokens cost anything", async () => {
    let asked = 0;
    const { server, url, letGo, waits } = await startServer({
      authenticate: ({ token }) => {
        asked++;
        return { uid: token ?? "nobody" };
      },
    });
    const { client: first } = startClient(url, "ann");
    await first.connect();
    const answer = first.request("seat.wait", 0);
    await until(() => waits() === 1, "it is begun");
    const drained = server.drain({ waitMs: 0 });
    const { client: late } = startClient(url, "late");
    void late.connect().catch(() => {});
    await until(() => late.status.state === "waiting", "it is refused");
    expect(late.status).toMatchObject({ cause: { code: "DRAINING" } });
    expect(asked).toBe(1);
    letGo();
    await answer;
    await drained;
  });
});

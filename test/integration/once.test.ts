import { createClient } from "@volley/client";
import { EXTENSION, encodeOnceMark, encodeRequest, type OnceMark, toUtf8 } from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";
import { RawClient } from "../support/raw-client.js";
import { recordingLogger } from "../support/recording-logger.js";
import { shop, startShop } from "../support/shop.js";
import { startTcpProxy } from "../support/tcp-proxy.js";
import { until } from "../support/until.js";

const reconnect = { minMs: 5, maxMs: 50 };

/** A shop, and a client whose connection a test can break. */
async function startBehindProxy() {
  const started = await startShop();
  const proxy = await startTcpProxy(started.port);
  const url = `http://127.0.0.1:${proxy.port}`;
  const client = createClient(shop, { url, reconnect, logger: recordingLogger() });
  await client.connect();
  const [connection] = proxy.connections;
  if (connection === undefined) throw new Error("nobody connected");
  return {
    ...started,
    client,
    connection,
    [Symbol.asyncDispose]: async () => {
      await client.close();
      await started.server.close();
      await proxy.close();
    },
  };
}

describe("a `once` request whose connection breaks", () => {
  it("has one effect and gets its reply, if only the reply was lost", async () => {
    await using shopping = await startBehindProxy();
    const { client, connection, ledger } = shopping;
    connection.deafen();
    const bought = client.request("shop.buy", { item: "hat" });
    await until(() => ledger.orders.length === 1);
    connection.cut();
    expect(await bought).toEqual({ order: 1 });
    expect(ledger.orders).toEqual(["hat"]);
  });

  it("has one effect if the request itself was lost", async () => {
    await using shopping = await startBehindProxy();
    const { client, connection, ledger } = shopping;
    connection.hold();
    const bought = client.request("shop.buy", { item: "hat" });
    await client.request("shop.orders", undefined, { timeoutMs: 50 }).result();
    connection.cut();
    expect(await bought).toEqual({ order: 1 });
    expect(ledger.orders).toEqual(["hat"]);
  });

  it("isn't aborted, and is waited for", async () => {
    await using shopping = await startBehindProxy();
    const { client, connection, ledger } = shopping;
    let open: () => void = () => {};
    ledger.gate = new Promise((resolve) => {
      open = resolve;
    });
    const bought = client.request("shop.buy", { item: "hat" });
    await until(() => ledger.orders.length === 1);
    connection.cut();
    await until(() => client.status.state !== "ready");
    // What waited goes behind it: messages to one service keep their order.
    const orders = client.request("shop.orders");
    await client.connect();
    open();
    expect(await bought).toEqual({ order: 1 });
    expect(await orders).toBe(1);
    expect(ledger.orders).toEqual(["hat"]);
  });

  it("gets the same error again, also one that the contract declares", async () => {
    await using shopping = await startBehindProxy();
    const { client, connection, ledger } = shopping;
    connection.deafen();
    const bought = client.request("shop.buy", { item: "gold" }).result();
    await until(() => ledger.keys.length === 1);
    connection.cut();
    expect((await bought).error).toMatchObject({ code: "SOLD_OUT", declared: true, data: { item: "gold" } });
    expect(ledger.keys).toHaveLength(1);
  });
});

describe("a `once` request", () => {
  const BUY = 0;
  const mark = (marked: Partial<OnceMark> = {}) => ({
    type: EXTENSION.once,
    value: encodeOnceMark({ serial: 1, ageMs: 0, memory: "", ...marked }),
  });
  const buy = (id: number, item: unknown, extensions = [mark()]): Uint8Array =>
    encodeRequest(id, BUY, { payload: toUtf8(JSON.stringify({ item })), extensions });
  const join = (url: string, client = "a"): Promise<RawClient> =>
    new RawClient(url).join({ contract: shop.fingerprint, client });

  async function answers(raw: RawClient, count: number): Promise<unknown[]> {
    const found = (): unknown[] =>
      raw.frames.flatMap((frame) =>
        frame.kind === "reply" || frame.kind === "error"
          ? [JSON.parse(Buffer.from(frame.payload).toString()) as unknown]
          : [],
      );
    await raw.until(() => found().length >= count);
    return found();
  }

  it("that comes several times in one message and by two connections has one effect", async () => {
    const { server, url, ledger } = await startShop();
    const [one, other] = await Promise.all([join(url), join(url)]);
    for (const id of [1, 2, 3]) one.send(buy(id, "hat"));
    for (const id of [1, 2, 3]) other.send(buy(id, "hat"));
    expect(await Promise.all([answers(one, 3), answers(other, 3)])).toEqual(Array(2).fill(Array(3).fill({ order: 1 })));
    expect(ledger.orders).toEqual(["hat"]);
    expect(new Set(ledger.keys).size).toBe(1);
    expect(ledger.keys[0]).toMatch(/^[\w-]{22}-1$/);
    for (const raw of [one, other]) raw.terminate();
    await server.close();
  });

  it("of another client, or with another number, is another one", async () => {
    const { server, url, ledger } = await startShop();
    const [one, other] = await Promise.all([join(url), join(url, "b")]);
    one.send(buy(1, "hat"));
    one.send(buy(2, "hat", [mark({ serial: 2 })]));
    await answers(one, 2);
    other.send(buy(1, "hat"));
    await answers(other, 1);
    expect(ledger.orders).toHaveLength(3);
    expect(new Set(ledger.keys).size).toBe(3);
    for (const raw of [one, other]) raw.terminate();
    await server.close();
  });

  it("isn't run when it is older than the server remembers, or from before another server", async () => {
    const { server, url, ledger } = await startShop({ timeouts: { onceMs: 60_000 } });
    const raw = await join(url);
    const { memory = "" } = raw.json("welcome") as { memory?: string };
    raw.send(buy(1, "hat", [mark({ ageMs: 60_001, memory })]));
    raw.send(buy(2, "hat", [mark({ serial: 2, ageMs: 1, memory: "another" })]));
    raw.send(buy(3, "hat", [mark({ serial: 3, ageMs: 1, memory })]));
    expect(await answers(raw, 3)).toEqual([
      expect.objectContaining({ code: "OUTCOME_UNKNOWN" }),
      expect.objectContaining({ code: "OUTCOME_UNKNOWN" }),
      { order: 1 },
    ]);
    expect(ledger.orders).toHaveLength(1);
    raw.terminate();
    await server.close();
  });

  it("isn't remembered when its input is wrong, and refused when it has no mark", async () => {
    const { server, url, ledger } = await startShop();
    const raw = await join(url);
    raw.send(buy(1, 5));
    raw.send(buy(2, "hat"));
    raw.send(buy(3, "hat", []));
    expect(await answers(raw, 3)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: "VALIDATION" }),
        { order: 1 },
        expect.objectContaining({ code: "BAD_REQUEST" }),
      ]),
    );
    expect(ledger.orders).toEqual(["hat"]);
    raw.terminate();
    await server.close();
  });
});

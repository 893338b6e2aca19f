import { decode, encode } from "@msgpack/msgpack";
import { createClient } from "@volley/client";
import { defineContract, jsonSerializer, notify, push, request, type Serializer } from "@volley/protocol";
import { protobufSerializer } from "@volley/protocol/protobuf";
import { createServer } from "@volley/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { Drawing, Play, Played, Scored } from "../support/proto/table.pb.js";
import { recordingLogger } from "../support/recording-logger.js";
import { until } from "../support/until.js";

const play = z.object({ word: z.string(), row: z.int(), column: z.int() });
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, "bytes are expected");
const drawing = z.object({ pixels: bytes, title: z.string().optional() });

const table = defineContract({
  routes: {
    "table.play": request({
      input: play,
      output: z.object({ score: z.int(), rack: z.array(z.string()) }),
      errors: { NOT_A_WORD: z.object({ word: z.string() }) },
    }),
    "table.preview": notify({ input: play }),
    "table.leave": request(),
    "table.draw": request({ input: drawing, output: drawing }),
  },
  pushes: {
    "table.played": push(z.object({ by: z.string(), play })),
    "table.drawn": push(drawing),
    "table.closed": push(),
  },
});

const protobuf = protobufSerializer({
  contract: table,
  routes: {
    "table.play": { input: Play, output: Scored },
    "table.preview": { input: Play },
    "table.draw": { input: Drawing, output: Drawing },
  },
  pushes: { "table.played": Played, "table.drawn": Drawing },
});

/** What anybody can write: Volley knows nothing of MessagePack. */
const messagePack: Serializer = {
  name: "msgpack",
  encode: (value) => (value === undefined ? new Uint8Array(0) : encode(value, { ignoreUndefined: true })),
  // Byte arrays are views on the message from the network.
  decode: (payload) => (payload.length === 0 ? undefined : decode(payload.slice())),
};

const PLAY = { word: "größe", row: 7, column: 300 };
const PIXELS = Uint8Array.from({ length: 1_000 }, (_, at) => at % 256);

async function start(serializer: Serializer) {
  const logger = recordingLogger();
  const server = createServer(table, { anonymous: true, serializer, logger });
  const previews: unknown[] = [];
  server.service("table", {
    play: async ({ input, errors, session }) => {
      if (input.word === "qqq") throw errors.NOT_A_WORD({ word: input.word });
      await session.push("table.played", { by: "me", play: input });
      // Too large for Protobuf's sint32.
      if (input.word === "jackpot") return { score: 2 ** 40, rack: [] };
      return { score: -5, rack: ["a", "b"] };
    },
    preview: ({ input, session }) => {
      previews.push(input);
      void session.push("table.closed");
    },
    leave: ({ input }) => void previews.push(input),
    draw: async ({ input, session }) => {
      await session.push("table.drawn", input);
      return input;
    },
  });
  const { port } = await server.listen(0, { host: "127.0.0.1" });
  const url = `http://127.0.0.1:${port}`;
  return { server, url, previews, logger, client: createClient(table, { url, serializer, logger }) };
}

describe.each([
  { serializer: jsonSerializer(), hasBytes: false },
  { serializer: protobuf, hasBytes: true },
  { serializer: messagePack, hasBytes: true },
])("with the serializer $serializer.name", ({ serializer, hasBytes }) => {
  let running: Awaited<ReturnType<typeof start>>;
  beforeAll(async () => {
    running = await start(serializer);
  });
  afterAll(async () => {
    await running.client.close();
    await running.server.close();
  });

  it("a request gets its reply, and the push that went before it", async () => {
    const pushed: unknown[] = [];
    running.client.onPush("table.played", (data) => pushed.push(data));
    expect(await running.client.request("table.play", PLAY)).toEqual({ score: -5, rack: ["a", "b"] });
    expect(pushed).toEqual([{ by: "me", play: PLAY }]);
  });

  it("a notify arrives, and a push of nothing comes back", async () => {
    const closed: unknown[] = [];
    running.client.onPush("table.closed", (data) => closed.push(data));
    running.client.notify("table.preview", PLAY);
    await until(() => closed.length === 1);
    expect(closed).toEqual([undefined]);
    expect(running.previews).toEqual([PLAY]);
  });

  it("nothing goes in and nothing comes out", async () => {
    running.previews.length = 0;
    expect(await running.client.request("table.leave")).toBeUndefined();
    expect(running.previews).toEqual([undefined]);
  });

  it("a declared error comes with its data", async () => {
    await expect(running.client.request("table.play", { ...PLAY, word: "qqq" })).rejects.toMatchObject({
      code: "NOT_A_WORD",
      declared: true,
      data: { word: "qqq" },
    });
  });

  it("what the schema refuses is refused", async () => {
    const wrong = running.client.request("table.play", { word: "a" } as never);
    // Protobuf fills in numbers that were left out, so the schema has nothing to refuse.
    if (serializer === protobuf) expect(await wrong).toMatchObject({ score: -5 });
    else await expect(wrong).rejects.toMatchObject({ code: "VALIDATION" });
  });

  it("bytes go there and back if the format has them, and optional fields stay away", async () => {
    if (!hasBytes) {
      const refused = running.client.request("table.draw", { pixels: PIXELS });
      return expect(refused).rejects.toMatchObject({ code: "VALIDATION", data: { issues: [{ path: ["pixels"] }] } });
    }
    const drawn: unknown[] = [];
    running.client.onPush("table.drawn", (data) => drawn.push(data));
    expect(await running.client.request("table.draw", { pixels: PIXELS })).toEqual({ pixels: PIXELS });
    expect(await running.client.request("table.draw", { pixels: PIXELS, title: "" })).toEqual({
      pixels: PIXELS,
      title: "",
    });
    expect(drawn).toEqual([{ pixels: PIXELS }, { pixels: PIXELS, title: "" }]);
  });

  it("another one is refused", async () => {
    const other = serializer === protobuf ? messagePack : protobuf;
    const client = createClient(table, { url: running.url, serializer: other, logger: recordingLogger() });
    await expect(client.request("table.leave")).rejects.toMatchObject({
      code: "UNSUPPORTED",
      message: `this server speaks the serializer "${serializer.name}", the client "${other.name}"`,
    });
    expect(client.status).toMatchObject({ state: "closed", cause: { reason: "version" } });
    await client.close();
  });
});

describe("with Protobuf, what doesn't fit its fields", () => {
  let running: Awaited<ReturnType<typeof start>>;
  beforeAll(async () => {
    running = await start(protobuf);
  });
  afterAll(async () => {
    await running.client.close();
    await running.server.close();
  });

  it("is refused before it leaves the client", async () => {
    await expect(running.client.request("table.play", { ...PLAY, row: -1 })).rejects.toMatchObject({
      code: "VALIDATION",
      message:
        "the input of table.play can't be sent as Protobuf at row: -1 doesn't fit: it would arrive as 4294967295",
      data: { issues: [{ path: ["row"] }] },
    });
    expect(() => running.client.notify("table.preview", { ...PLAY, column: 0.5 })).toThrow(/at column: 0\.5 doesn't/);
  });

  it("is the server's failure when it is the server's: the client learns nothing, the log all", async () => {
    const { client, logger } = running;
    await expect(client.request("table.play", { ...PLAY, word: "jackpot" })).rejects.toMatchObject({
      code: "INTERNAL",
    });
    const line = logger.lines.find(({ level }) => level === "error");
    expect(String(line?.fields?.["error"])).toContain("the reply of table.play can't be sent as Protobuf at score");
  });

  it("rejects a push, which nobody then gets", async () => {
    const got: unknown[] = [];
    running.client.onPush("table.played", (data) => got.push(data));
    const push = running.server.everybody().push("table.played", { by: "me", play: { ...PLAY, row: 2 ** 32 } });
    await expect(push).rejects.toMatchObject({ code: "VALIDATION", data: { issues: [{ path: ["play", "row"] }] } });
    await running.client.request("table.leave");
    expect(got).toEqual([]);
  });
});

import { encodeGroup, joinGroupCall, toUtf8 } from "@volley/protocol/internal";
import { createServer, type Server } from "@volley/server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RawClient } from "../support/raw-client.js";
import { recordingLogger } from "../support/recording-logger.js";
import { serveTables, type Tables, tables } from "../support/rights-contract.js";

const logger = recordingLogger();
let server: Server<Tables>;
let client: RawClient;
let id = 0;

beforeEach(async () => {
  id = 0;
  const options = { logger, authenticate: ({ token }: { token: string | null }) => ({ uid: token ?? "nobody" }) };
  server = createServer(tables, options) as unknown as Server<Tables>;
  serveTables(server, new Set(["ann 7"]));
  const { port } = await server.listen(0, { host: "127.0.0.1" });
  client = await new RawClient(`http://127.0.0.1:${port}`).join({ token: "ann", contract: "other" });
});
afterEach(async () => {
  client.terminate();
  await server.close();
  expect(logger.lines.filter(({ level }) => level === "error")).toEqual([]);
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

/** Sends the payload of a group frame; tells "ok", or the code of the error. */
async function ask(payload: Uint8Array): Promise<string> {
  const own = ++id;
  client.send(encodeGroup(own, payload));
  const answer = () => client.frames.find((frame) => "id" in frame && frame.id === own && frame.kind !== "pong");
  await client.until(() => answer() !== undefined || client.closed);
  const { kind } = answer() ?? { kind: "closed" };
  return kind === "error" ? (client.json("error") as { code: string }).code : kind === "reply" ? "ok" : kind;
}
const askJson = (text: string, data?: Uint8Array) => {
  const head = toUtf8(text);
  const length = head.length < 128 ? [head.length] : [(head.length & 127) | 128, head.length >> 7];
  return ask(Uint8Array.from([...length, ...head, ...(data ?? [])]));
};
const call = (head: object, data?: Uint8Array) => ask(joinGroupCall(head as never, data));

describe("groups that a client names", () => {
  const seven = { group: "table:{id}", params: { id: "7" } };
  const presence = { name: "Ann" };

  it("are served when they are right, so that what follows is refused for its own reason", async () => {
    expect(await call({ op: "join", ...seven, presence })).toBe("ok");
    expect(await call({ op: "join", group: "lobby" })).toBe("ok");
  });

  it.each([
    "__proto__",
    "constructor",
    "toString",
    "{}",
    "*",
    "table:7",
    "table:*",
    "u:ann",
    "s:1",
    "volley:{nodes}",
    "lobby\r\nPUBLISH x",
    "",
    " lobby",
    "x".repeat(128),
  ])("aren't found by the pattern %j", async (group) => {
    expect(await call({ op: "join", group })).toBe("NOT_FOUND");
  });

  it("aren't looked for by a pattern that is too long, or none", async () => {
    expect(await call({ op: "join", group: "x".repeat(129) })).toBe("BAD_REQUEST");
    expect(await call({ op: "join", group: "x".repeat(10_240) })).toBe("BAD_REQUEST");
    expect(await call({ op: "join", group: ["lobby"] })).toBe("BAD_REQUEST");
    expect(await call({ op: "join" })).toBe("BAD_REQUEST");
  });

  it.each<object>([
    {},
    { id: "" },
    { id: "*" },
    { id: "7:tv" },
    { id: "{7}" },
    { id: "7\r\nX: y" },
    { id: "7 8" },
    { id: "ä" },
    { id: "x".repeat(10_240) },
    { id: "x".repeat(200) },
    { id: ["7"] },
    { id: { toString: "7" } },
    { id: null },
    { id: true },
    { id: "7", more: "x" },
    { constructor: "7" },
  ])("aren't found with the params %j", async (params) => {
    expect(await call({ op: "join", group: "table:{id}", params, presence })).toBe("BAD_REQUEST");
  });

  it("can't be another pattern's, or other params', by a trick", async () => {
    // The policy of "{any}" lets everybody in, the one of "lobby" is asked about lobby.
    expect(await call({ op: "join", group: "{any}", params: { any: "lobby" } })).toBe("BAD_REQUEST");
    expect(await call({ op: "join", group: "pair-{a}-{b}", params: { a: "x", b: "y-z" } })).toBe("BAD_REQUEST");
    expect(await call({ op: "join", group: "{any}", params: { any: "pair-x-y" } })).toBe("BAD_REQUEST");
    expect(await call({ op: "join", group: "{any}", params: { any: "elsewhere" } })).toBe("ok");
  });

  it.each([
    '{"op":"join","group":"lobby","__proto__":{"polluted":1}}',
    '{"op":"join","group":"table:{id}","params":{"__proto__":{"id":"7"}}}',
    '{"op":"join","group":"lobby","params":[]}',
    `{"op":"join","group":"lobby","presence":${"[".repeat(40)}${"]".repeat(40)}}`,
    '["join"]',
    "null",
    "",
    "{",
    '{"op":"history","group":"lobby","since":{"offset":-1,"epoch":0,"tag":0}}',
    '{"op":"history","group":"lobby","since":[]}',
    '{"op":"join","group":"lobby","last":"5"}',
    '{"op":"push","group":"lobby"}',
  ])("aren't read from %s", async (text) => {
    expect(await askJson(text)).toBe("BAD_REQUEST");
  });

  it("get no op that there isn't, no head that is too long, no length that is a lie", async () => {
    expect(await call({ op: "constructor", group: "lobby" })).toBe("UNSUPPORTED");
    expect(await call({ op: "join", group: "lobby", presence: "x".repeat(9_000) })).toBe("BAD_REQUEST");
    expect(await ask(Uint8Array.of(200, 1))).toBe("BAD_REQUEST");
    expect(await ask(new Uint8Array(0))).toBe("BAD_REQUEST");
  });

  it("take no presence that the schema refuses, and no limit beyond reason", async () => {
    expect(await call({ op: "join", ...seven })).toBe("VALIDATION");
    expect(await call({ op: "join", ...seven, presence: { name: 5 } })).toBe("VALIDATION");
    expect(await call({ op: "join", ...seven, presence: { name: "x".repeat(5_000) } })).toBe("BAD_REQUEST");
    expect(await call({ op: "history", ...seven, limit: 1e9 })).toBe("BAD_REQUEST");
    expect(await call({ op: "history", ...seven, limit: 0.5 })).toBe("BAD_REQUEST");
    expect(await call({ op: "join", ...seven, presence, last: 1e9 })).toBe("BAD_REQUEST");
  });

  it("take no push that isn't theirs, can't be read, or is of another rev", async () => {
    await call({ op: "join", ...seven, presence });
    const point = toUtf8('{"uid":"ann","x":1}');
    const push = (more: object, data = point) =>
      call({ op: "push", ...seven, push: "table.point", rev: 1, ...more }, data);
    expect(await push({})).toBe("ok");
    expect(await push({ push: "lobby.chat" }, toUtf8('"x"'))).toBe("BAD_REQUEST");
    expect(await push({ push: "__proto__" })).toBe("CONTRACT_MISMATCH");
    expect(await push({ rev: 2 })).toBe("CONTRACT_MISMATCH");
    expect(await push({}, toUtf8('{"uid":"ann","x":1,"__proto__":{"polluted":1}}'))).toBe("BAD_REQUEST");
    expect(await push({}, toUtf8("{"))).toBe("BAD_REQUEST");
    expect(await push({}, new Uint8Array(0))).toBe("VALIDATION");
    expect(client.frames.filter(({ kind }) => kind === "push")).toHaveLength(2);
  });

  it("answer more than may wait with BUSY, and an id that is in use with the end of the connection", async () => {
    const flood = Array.from({ length: 400 }, (_, n) =>
      encodeGroup(n + 1, joinGroupCall({ op: "history", ...seven } as never)),
    );
    client.send(Buffer.concat(flood));
    const answered = () => client.frames.filter(({ kind }) => kind === "reply" || kind === "error").length;
    await client.until(() => answered() === 400);
    expect((client.json("error") as { code: string }).code).toBe("BUSY");
    const twice = encodeGroup(999, joinGroupCall({ op: "history", ...seven } as never));
    client.send(Buffer.concat([twice, twice]));
    await client.untilClosed();
  });
});

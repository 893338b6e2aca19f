// The behaviours of Pitaya and of goakt-ws and woogles that concern one node, each named after its source. Those that
// have a file of their own: modules and hooks (lifecycle.test.ts, before-after.test.ts), hidden hands (test/browser).
import { defineContract, error, push, request, VolleyError } from "@volley/protocol";
import { createRouteTable, encodeRequest, joinBytes, toUtf8 } from "@volley/protocol/internal";
import type { Server } from "@volley/server";
import { testCluster } from "@volley/server/testing";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { chat, startChat } from "../support/chat.js";
import { RawClient } from "../support/raw-client.js";
import { recordingLogger } from "../support/recording-logger.js";

const contract = defineContract({
  routes: {
    "connector.hello": request({ output: z.object({ code: z.number(), msg: z.string() }) }),
    "connector.nothing": request({ output: z.object({ code: z.number() }) }),
    "connector.fail": request({ input: z.string(), errors: { PIT_555: error(z.object({ meta: z.string() })) } }),
    "connector.bind": request({ input: z.string() }),
    "connector.uid": request({ output: z.string() }),
    "connector.kick": request(),
  },
  pushes: { "connector.told": push(z.unknown()) },
});
type App = Server<typeof contract>;

async function setUp(register: (server: App) => void = () => {}) {
  const t = await testCluster(
    contract,
    (server) => {
      server.service("connector", {
        hello: () => ({ code: 200, msg: "hello" }),
        nothing: () => undefined as never,
        fail: ({ input, errors }) => {
          if (input === "declared") throw errors.PIT_555({ meta: "kept" });
          throw new VolleyError("FORBIDDEN", input);
        },
        bind: ({ input, session }) => session.bind(input),
        uid: ({ session }) => session.uid,
        kick: ({ session }) => session.kick("enough"),
      });
      register(server as unknown as App);
    },
    { server: { logger: recordingLogger(), check: true } },
  );
  const [server] = t.servers as unknown as [App];
  return { t, server };
}

describe("Pitaya", () => {
  it("answers with the object that a handler returns (e2e TestHandlerCallToFront)", async () => {
    const { t } = await setUp();
    expect(await (await t.client()).request("connector.hello")).toEqual({ code: 200, msg: "hello" });
    await t.close();
  });

  it("answers with an error when a handler returns nothing where an object is due (e2e TestHandlerCallToFront)", async () => {
    const { t } = await setUp();
    await expect((await t.client()).request("connector.nothing")).rejects.toMatchObject({ code: "INTERNAL" });
    await t.close();
  });

  it("leaves code, message and metadata of a handler's error unchanged (handler_pool_test)", async () => {
    const { t } = await setUp();
    const client = await t.client();
    await expect(client.request("connector.fail", "declared")).rejects.toMatchObject({
      code: "PIT_555",
      data: { meta: "kept" },
    });
    await expect(client.request("connector.fail", "not you")).rejects.toMatchObject({
      code: "FORBIDDEN",
      message: "not you",
    });
    await t.close();
  });

  it("answers unknown routes and leaves the connection open (handler_test TestHandlerServiceProcessMessage)", async () => {
    const { server, url } = await startChat();
    const client = await new RawClient(url).join({ contract: chat.fingerprint });
    for (const [id, route] of [99, 65_536, 0xffff_ffff].entries()) client.send(encodeRequest(id + 1, route));
    await client.until(() => client.frames.filter(({ kind }) => kind === "error").length === 3);
    expect(client.json("error")).toMatchObject({ code: "NOT_FOUND" });
    client.send(encodeRequest(9, createRouteTable(chat as never).routes.get("tool.echo")?.number ?? -1));
    await client.until(() => client.frames.some((frame) => frame.kind === "reply" && frame.id === 9));
    client.terminate();
    await server.close();
  });

  it("rejects a push that can't be serialised, to nobody's harm (push_test SendPushToUsers)", async () => {
    const { t, server } = await setUp();
    const client = await t.client({ uid: "u1" });
    await expect(server.users(["u1", "u2"]).push("connector.told", 1n)).rejects.toThrow(/BigInt/);
    await client.expectNoPush("connector.told");
    expect(await server.users(["u1", "u2"]).push("connector.told", 1)).toEqual({
      delivered: ["u1"],
      pending: [],
      offline: ["u2"],
    });
    await t.close();
  });

  it("kicks who is here and names who isn't (TestSendKickToUsersFail)", async () => {
    const { t, server } = await setUp();
    const client = await t.client({ uid: "u1" });
    expect(await server.users(["u1", "u2"]).kick("out")).toEqual({ delivered: ["u1"], pending: [], offline: ["u2"] });
    await t.settle();
    expect(client.status).toMatchObject({ state: "closed", cause: { reason: "kicked", text: "out" } });
    await t.close();
  });

  it("lets a handler kick its own session (TestKickOnFront)", async () => {
    const { t } = await setUp();
    const client = await t.client();
    await client.request("connector.kick").result();
    await t.settle();
    expect(client.status).toMatchObject({ state: "closed", cause: { reason: "kicked", text: "enough" } });
    await t.close();
  });

  it("refuses an empty uid, a second bind, and what a bind callback refuses (session_test TestSessionBind*)", async () => {
    let refusing = true;
    const { t } = await setUp((server) =>
      server.onSessionBind(() => {
        if (refusing) throw new VolleyError("UNAVAILABLE", "binding storage is down");
      }),
    );
    const client = await t.client();
    await expect(client.request("connector.bind", "")).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(client.request("connector.bind", "u1")).rejects.toMatchObject({ message: "binding storage is down" });
    await expect(client.request("connector.uid")).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    refusing = false;
    await client.request("connector.bind", "u1");
    await expect(client.request("connector.bind", "u2")).rejects.toMatchObject({ code: "CONFLICT" });
    await t.close();
  });
});

describe("woogles and goakt-ws", () => {
  it.each([2, 4])(
    "delivers each of %i messages that share a frame, in order (front-end tests: parses multiple messages)",
    async (n) => {
      const { server, url } = await startChat();
      const client = await new RawClient(url).join({ contract: chat.fingerprint });
      const echo = createRouteTable(chat as never).routes.get("tool.echo")?.number ?? -1;
      const frames = Array.from({ length: n }, (_, id) => encodeRequest(id + 1, echo, { payload: toUtf8(`${id}`) }));
      client.send(
        joinBytes(
          frames,
          frames.reduce((sum, frame) => sum + frame.length, 0),
        ),
      );
      await client.until(() => client.frames.filter(({ kind }) => kind === "reply").length === n);
      const replies = client.frames.flatMap((frame) => (frame.kind === "reply" ? [frame.id] : []));
      expect(replies).toEqual(frames.map((_, id) => id + 1));
      client.terminate();
      await server.close();
    },
  );
});

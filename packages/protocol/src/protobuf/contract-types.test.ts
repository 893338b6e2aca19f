import { describe, expect, it } from "vitest";
import * as z from "zod";
import { Drawing, Play, Played, Scored } from "../../../../test/support/proto/table.pb.js";
import { defineContract } from "../contract/contract.js";
import { push } from "../contract/push.js";
import { notify, request } from "../contract/route.js";
import { protobufSerializer } from "./protobuf-serializer.js";

const play = z.object({ word: z.string() });
const table = defineContract({
  routes: {
    "table.play": request({ input: play, output: z.object({ score: z.number() }) }),
    "table.preview": notify({ input: play.optional() }),
    "table.leave": request(),
  },
  pushes: { "table.played": push(z.object({ by: z.string() })), "table.closed": push() },
});
const routes = { "table.play": { input: Play, output: Scored }, "table.preview": { input: Play } };
const pushes = { "table.played": Played };

describe("protobufSerializer, given a contract,", () => {
  it("takes a message for each thing that carries something", () => {
    expect(protobufSerializer({ contract: table, routes, pushes }).name).toBe("protobuf");
    expect(protobufSerializer({ contract: defineContract({ routes: { "a.b": request() } }) }).name).toBe("protobuf");
  });

  it("refuses to start without one of them, as does TypeScript", () => {
    const preview = { input: Play };
    expect(() =>
      protobufSerializer({
        contract: table,
        // @ts-expect-error the output is missing
        routes: { "table.play": { input: Play }, "table.preview": preview },
        pushes,
      }),
    ).toThrow("the reply of table.play has no Protobuf message");
    expect(() =>
      protobufSerializer({
        contract: table,
        // @ts-expect-error table.preview is missing
        routes: { "table.play": { input: Play, output: Scored } },
        pushes,
      }),
    ).toThrow("the input of table.preview has no Protobuf message");
    // @ts-expect-error table.played is missing
    expect(() => protobufSerializer({ contract: table, routes, pushes: {} })).toThrow(
      "the push table.played has no Protobuf message",
    );
    // @ts-expect-error the routes are missing
    expect(() => protobufSerializer({ contract: table, pushes })).toThrow(/has no Protobuf message/);
  });

  it("refuses to start with one too many, as does TypeScript", () => {
    expect(() =>
      protobufSerializer({
        contract: table,
        routes: {
          ...routes,
          // @ts-expect-error it has neither input nor output
          "table.leave": { input: Play },
        },
        pushes,
      }),
    ).toThrow("the input of table.leave has a Protobuf message, but no schema in the contract");
    expect(() =>
      protobufSerializer({
        contract: table,
        routes,
        // @ts-expect-error there is no such push
        pushes: { ...pushes, "table.plaid": Played },
      }),
    ).toThrow("the push table.plaid has a Protobuf message");
  });

  it("refuses what is no static message", () => {
    for (const wrong of [undefined, null, "Play", Play.encode, new Drawing(), { encode() {}, decode() {} }]) {
      expect(() => protobufSerializer({ pushes: { "table.played": wrong as never } })).toThrow(
        "what is given for the push table.played is no message of a static module",
      );
    }
    // @ts-expect-error it can neither be encoded nor decoded
    expect(() => protobufSerializer({ contract: table, routes, pushes: { "table.played": Date } })).toThrow();
  });

  it("has no message for values that are no objects: TypeScript says what to do", () => {
    const bare = defineContract({ pushes: { "a.count": push(z.number()), "a.list": push(z.array(z.string())) } });
    const wrong = () =>
      protobufSerializer({
        contract: bare,
        pushes: {
          // @ts-expect-error put the value into an object
          "a.count": Played,
          // @ts-expect-error put the list into an object
          "a.list": Played,
        },
      });
    expect(() => wrong().encode(5, { kind: "push", name: "a.count" })).toThrow("5 doesn't fit");
  });
});

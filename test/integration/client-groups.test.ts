import { VolleyError } from "@volley/protocol";
import type { Server } from "@volley/server";
import { type TestClient, testCluster } from "@volley/server/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { recordingLogger } from "../support/recording-logger.js";
import { type Allowed, serveTables, type Tables, tables } from "../support/rights-contract.js";

async function start() {
  const allowed: Allowed = new Set(["ann 7", "bob 7", "blind 7"]);
  const logger = recordingLogger();
  let asked: string[] = [];
  const setUp = (each: unknown): void => {
    asked = serveTables(each as Server<Tables>, allowed);
  };
  const t = await testCluster(tables, setUp, { server: { logger } });
  onTestFinished(() => t.close());
  const [server] = t.servers as [Server<Tables>];
  return { t, server, allowed, asked, logger };
}
const table = (client: TestClient<Tables>, id: string | number = 7) => client.group("table:{id}", { id });
const ann = { presence: { name: "Ann" } };
const refused = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => "nothing",
    (thrown: unknown) => thrown,
  );
  return VolleyError.is(error) ? error.code : String(error);
};

describe("what a client does to a group by itself", () => {
  it("joins, hears its pushes only, sees who is there, and leaves", async () => {
    const { t, server } = await start();
    const client = await t.client({ uid: "ann" });
    const group = table(client);
    const heard: string[] = [];
    group.onPush("table.played", (text, { offset }) => heard.push(`${offset} ${text}`));
    await group.join(ann);
    await server.group("table:{id}", { id: 7 }).push("table.played", "here");
    await server.group("table:{id}", { id: 8 }).push("table.played", "there");
    await t.settle();
    expect(heard).toEqual(["1 here"]);
    expect(await group.members()).toEqual([{ uid: "ann", info: { name: "Ann" } }]);
    await group.leave();
    await group.leave();
    await server.group("table:{id}", { id: 7 }).push("table.played", "later");
    await t.settle();
    expect(heard).toEqual(["1 here"]);
    expect(group.name).toBe("table:7");
  });

  it("is denied unless a policy allows it", async () => {
    const { t } = await start();
    const client = await t.client({ uid: "ann" });
    const blind = await t.client({ uid: "blind" });
    expect(await refused(table(client, 8).join(ann))).toBe("FORBIDDEN");
    expect(await refused(client.group("lobby").history())).toBe("FORBIDDEN");
    expect(await refused(client.group("lobby").push("lobby.chat", "x"))).toBe("FORBIDDEN");
    expect(await refused(table(blind).members())).toBe("FORBIDDEN");
    expect(await refused(table(blind).history())).toBe("FORBIDDEN");
    expect(await refused(table(blind).join({ ...ann, last: 5 }))).toBe("FORBIDDEN");
    await table(blind).join(ann);
  });

  it("pushes as a member, what the schema and the policy take, to everybody there", async () => {
    const { t } = await start();
    const [a, b] = [await t.client({ uid: "ann" }), await t.client({ uid: "bob" })];
    await table(b).join({ presence: { name: "Bob" } });
    const point = { uid: "ann", x: 1 };
    expect(await refused(table(a).push("table.point", point))).toBe("FORBIDDEN");
    await table(a).join(ann);
    expect(await refused(table(a).push("table.point", { uid: "bob", x: 1 }))).toBe("FORBIDDEN");
    expect(await refused(table(a).push("table.point", { uid: "ann", x: "1" } as never))).toBe("VALIDATION");
    expect(await refused(table(a).push("lobby.chat" as "table.point", point))).toBe("BAD_REQUEST");
    expect(await refused(table(a).push("table.played", "mine"))).toBe("FORBIDDEN");
    await table(a).push("table.point", point);
    expect(await a.nextPush("table.point")).toEqual(point);
    expect(await b.nextPush("table.point")).toEqual(point);
    await b.expectNoPush("table.point");
  });

  it("reads the history, and gets the last of it when it joins", async () => {
    const { t, server } = await start();
    const [a, b] = [await t.client({ uid: "ann" }), await t.client({ uid: "bob" })];
    const group = server.group("table:{id}", { id: 7 });
    for (const text of ["one", "two", "three"]) await group.push("table.played", text);
    await group.push("table.played", "for bob", { only: { uids: ["bob"] } });
    const entries = await table(a).history();
    expect(entries.map(({ push, data, offset }) => [push, data, offset])).toEqual([
      ["table.played", "one", 1],
      ["table.played", "two", 2],
      ["table.played", "three", 3],
    ]);
    const since = entries[1]?.position;
    expect((await table(b).history({ since })).map(({ data }) => data)).toEqual(["three", "for bob"]);
    expect((await table(a).history({ limit: 2 })).map(({ data }) => data)).toEqual(["three"]);
    expect(await refused(table(a).history({ limit: 0 }))).toBe("BAD_REQUEST");
    expect(await table(a, 9).history()).toEqual([]);
    await table(a).join({ ...ann, last: 3 });
    expect(await a.nextPush("table.played")).toBe("two");
    expect(await a.nextPush("table.played")).toBe("three");
  });

  it("keeps its place among the operations that were asked before it, and can be given up", async () => {
    const { t } = await start();
    const a = await t.client({ uid: "ann" });
    const group = table(a);
    const given = new AbortController();
    given.abort();
    const answers = await Promise.allSettled([
      group.join(ann),
      group.push("table.point", { uid: "ann", x: 1 }),
      group.leave(),
      group.push("table.point", { uid: "ann", x: 2 }),
      group.members({ signal: given.signal }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "fulfilled",
      "rejected",
      "rejected",
    ]);
  });

  it("doesn't take it out of what a handler made it join", async () => {
    const { t } = await start();
    const a = await t.client({ uid: "ann" });
    await a.request("app.seat", "8");
    expect(await refused(table(a, 8).leave())).toBe("FORBIDDEN");
    await a.request("app.seat", "7");
    await table(a).join(ann);
    expect(await refused(table(a).leave())).toBe("FORBIDDEN");
  });

  it("is told when the app takes it out", async () => {
    const { t, server } = await start();
    const a = await t.client({ uid: "ann" });
    const left: unknown[] = [];
    table(a).onLeft((each) => left.push(each));
    await table(a).join(ann);
    await a.request("app.unseat", "7");
    await t.settle();
    expect(left).toEqual([{ group: "table:7", error: undefined }]);
    await table(a).join(ann);
    await server.user("ann").leave("table:{id}", { id: 7 });
    await t.settle();
    expect(left).toHaveLength(2);
    await table(a).join(ann);
    await table(a).leave();
    await t.settle();
    expect(left).toHaveLength(2);
  });

  it("has a bounded number of groups", async () => {
    const t = await testCluster(tables, (each) => void serveTables(each as Server<Tables>, new Set()), {
      server: { limits: { clientGroups: 2 } },
    });
    onTestFinished(() => t.close());
    const a = await t.client({ uid: "ann" });
    await a.group("{any}", { any: "x" }).join();
    await a.group("{any}", { any: "y" }).join();
    await a.group("{any}", { any: "y" }).join();
    expect(await refused(a.group("{any}", { any: "z" }).join())).toBe("FORBIDDEN");
    await a.group("{any}", { any: "x" }).leave();
    await a.group("{any}", { any: "z" }).join();
  });
});

describe("a right that is lost", () => {
  it("ends the membership before the next push, and the client is told why", async () => {
    const { t, server, allowed, asked } = await start();
    const a = await t.client({ uid: "ann" });
    const left: unknown[] = [];
    table(a).onLeft(({ group, error }) => left.push([group, error?.code]));
    await table(a).join(ann);
    await server.recheckPolicies();
    expect(left).toEqual([]);
    allowed.delete("ann 7");
    await server.recheckPolicies({ uid: "bob" });
    await server.recheckPolicies({ pattern: "lobby" });
    await t.settle();
    expect(left).toEqual([]);
    await server.recheckPolicies({ pattern: "table:{id}", uid: "ann" });
    await server.group("table:{id}", { id: 7 }).push("table.played", "secret");
    await t.settle();
    expect(left).toEqual([["table:7", "FORBIDDEN"]]);
    await a.expectNoPush("table.played");
    expect(asked).toEqual(["ann 7 join", "ann 7 recheck", "ann 7 recheck"]);
  });

  it("isn't asked about what a handler joined", async () => {
    const { t, server, allowed } = await start();
    const a = await t.client({ uid: "ann" });
    allowed.clear();
    await a.request("app.seat", "7");
    await server.recheckPolicies();
    await server.group("table:{id}", { id: 7 }).push("table.played", "kept");
    expect(await a.nextPush("table.played")).toBe("kept");
  });
});

describe("a policy", () => {
  it("denies when it throws, and only a VolleyError is shown to the client", async () => {
    const logger = recordingLogger();
    const rules: Record<string, () => boolean> = {
      told: () => {
        throw new VolleyError("FORBIDDEN", "the table is closed");
      },
      broken: () => {
        throw new Error("secret");
      },
      odd: () => "yes" as never,
    };
    const t = await testCluster(
      tables,
      (each) => {
        const server = each as Server<Tables>;
        server.service("app", { seat: () => {}, unseat: () => {}, say: () => {} });
        server.policy("table:{id}", { join: ({ params: { id } }) => rules[id]?.() ?? new Promise(() => {}) });
        expect(() => server.policy("table:{id}", {})).toThrow(expect.objectContaining({ code: "CONFLICT" }));
        expect(() => server.policy("nope" as "lobby", {})).toThrow(expect.objectContaining({ code: "BAD_REQUEST" }));
      },
      { server: { logger } },
    );
    onTestFinished(() => t.close());
    const a = await t.client({ uid: "ann" });
    await expect(table(a, "told").join(ann)).rejects.toMatchObject({
      code: "FORBIDDEN",
      message: "the table is closed",
    });
    const hidden = await table(a, "broken").join(ann).catch(VolleyError.from);
    expect(hidden).toMatchObject({ code: "FORBIDDEN" });
    expect(String(hidden)).not.toContain("secret");
    expect(await refused(table(a, "odd").join(ann))).toBe("FORBIDDEN");
    expect(logger.lines.filter(({ level }) => level === "error")).toHaveLength(1);
    const slow = refused(table(a, "slow").join(ann));
    await t.clock.advance(3_000);
    expect(await slow).toBe("UNAVAILABLE");
  });
});

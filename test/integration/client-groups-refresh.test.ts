import type { Server } from "@volley/server";
import { testCluster } from "@volley/server/testing";
import { expect, it } from "vitest";
import { recordingLogger } from "../support/recording-logger.js";
import { type Tables, tables } from "../support/rights-contract.js";

const LIFE_MS = 60_000;

it("a client whose fresh token doesn't let it be in a group any more is taken out of it, without a reconnect", async () => {
  const roles = ["player", "player", "banned"];
  let issued = 0;
  const setUp = (each: unknown): void => {
    const server = each as Server<Tables>;
    server.handle("app.seat", () => {});
    server.handle("app.unseat", () => {});
    server.handle(
      "app.say",
      async ({ input: { table, text } }) =>
        void (await server.group("table:{id}", { id: table }).push("table.played", text)),
    );
    server.policy("table:{id}", { join: ({ session }) => session.claims["role"] === "player" });
  };
  await using t = await testCluster(tables, setUp, {
    server: {
      logger: recordingLogger(),
      authenticate: ({ token }) => {
        const [role = "", at] = (token ?? "").split(" ");
        return { uid: "ann", claims: { role }, issuedAt: Number(at), expiresAt: Number(at) + LIFE_MS };
      },
    },
  });
  const ann = await t.client({ token: () => `${roles[Math.min(issued++, 2)]} ${t.clock.now()}` });
  const states: string[] = [];
  ann.onStatus(({ state }) => states.push(state));
  const table = ann.group("table:{id}", { id: 7 });
  const left: (string | undefined)[] = [];
  const heard: string[] = [];
  table.onLeft(({ error }) => left.push(error?.code));
  table.onPush("table.played", (text) => heard.push(text));
  await table.join({ presence: { name: "Ann" } });

  await t.clock.advance(LIFE_MS);
  await ann.request("app.say", { table: "7", text: "still in" });
  expect([issued, left]).toEqual([2, []]);
  await t.clock.advance(LIFE_MS);
  await ann.request("app.say", { table: "7", text: "out" });
  expect(issued).toBe(3);
  expect(left).toEqual(["FORBIDDEN"]);
  expect(heard).toEqual(["still in"]);
  expect(states).toEqual([]);
});

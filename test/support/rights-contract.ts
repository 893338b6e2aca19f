import { defineContract, group, push, request } from "@volley/protocol";
import type { Server } from "@volley/server";
import * as z from "zod";

/** Tables that clients join by themselves, as far as the policies of `serveTables` let them. */
export const tables = defineContract({
  routes: {
    "app.seat": request({ input: z.string() }),
    "app.unseat": request({ input: z.string() }),
    "app.say": request({ input: z.object({ table: z.string(), text: z.string() }) }),
  },
  pushes: {
    "table.played": push(z.string(), { delivery: "replay" }),
    "table.point": push(z.object({ uid: z.string(), x: z.number() })),
    "table.came": push(z.object({ uid: z.string(), info: z.object({ name: z.string() }) })),
    "table.went": push(z.object({ uid: z.string() })),
    "lobby.chat": push(z.string()),
  },
  groups: {
    lobby: group(["lobby.chat"]),
    "table:{id}": group(["table.played", "table.point"], {
      presence: { info: z.object({ name: z.string() }), joined: "table.came", left: "table.went" },
    }),
    "{any}": group(["lobby.chat"]),
    "pair-{a}-{b}": group(["lobby.chat"]),
  },
});
export type Tables = typeof tables;

/** Whom the policies let in now, for all nodes of a test: "ann 7". */
export type Allowed = Set<string>;

/** Tables are joined by those in `allowed`; only points with the sender's own name may be pushed. */
export function serveTables(server: Server<Tables>, allowed: Allowed): string[] {
  const asked: string[] = [];
  server.service("app", {
    seat: ({ input, session }) => session.join("table:{id}", { id: input }, { presence: { name: "seated" } }),
    unseat: ({ input, session }) => session.leave("table:{id}", { id: input }),
    say: async ({ input: { table, text } }) =>
      void (await server.group("table:{id}", { id: table }).push("table.played", text)),
  });
  server.policy("lobby", { join: true });
  server.policy("{any}", { join: true });
  server.policy("pair-{a}-{b}", { join: true });
  server.policy("table:{id}", {
    join: ({ session, params: { id }, reason }) => {
      asked.push(`${session.uid} ${id} ${reason}`);
      return allowed.has(`${session.uid} ${id}`);
    },
    publish: ({ session, push: name, data }) => name === "table.point" && data.uid === session.uid,
    history: ({ session }) => session.uid !== "blind",
    presence: ({ session }) => session.uid !== "blind",
  });
  return asked;
}

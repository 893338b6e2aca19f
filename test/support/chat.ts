import { defineContract, error, group, notify, push, request } from "@volley/protocol";
import { createServer, type Server, type ServerOptions } from "@volley/server";
import * as z from "zod";

/** A small contract that most tests share. */
export const chat = defineContract({
  errors: { CLOSED: error() },
  routes: {
    "room.join": request({
      input: z.object({ room: z.string() }),
      output: z.object({ members: z.number() }),
      errors: { FULL: z.object({ max: z.number() }) },
    }),
    "room.leave": request({ input: z.object({ room: z.string() }) }),
    "room.say": request({ input: z.object({ room: z.string(), text: z.string() }) }),
    "room.wave": notify({ input: z.object({ n: z.number() }) }),
    "tool.echo": request({ input: z.unknown(), output: z.unknown() }),
    "tool.fail": request({ input: z.string() }),
    "tool.burst": request({ input: z.number() }),
    "tool.fast": request({ input: z.number(), output: z.number(), parallel: true }),
  },
  pushes: { "room.said": push(z.object({ from: z.string(), text: z.string() })), "room.tick": push(z.number()) },
  groups: { "room:{room}": group(["room.said", "room.tick"]) },
});
export type Chat = typeof chat;

/** Registers handlers for all of it. */
export function serveChat(server: Server<Chat>): void {
  const waves: number[] = [];
  server.service("room", {
    join: async ({ input, session, errors }) => {
      if (input.room === "full") throw errors.FULL({ max: 2 });
      if (input.room === "closed") throw errors.CLOSED();
      await session.join("room:{room}", { room: input.room });
      return { members: 1 };
    },
    leave: async ({ input, session }) => session.leave("room:{room}", { room: input.room }),
    say: async ({ input, session }) => {
      const from = session.anonymous ? "nobody" : session.uid;
      await server.group("room:{room}", { room: input.room }).push("room.said", { from, text: input.text });
    },
    wave: ({ input }) => void waves.push(input.n),
  });
  server.service("tool", {
    echo: ({ input }) => input,
    fail: ({ input }) => {
      throw input === "uid" ? new RangeError("a secret") : new Error(`a secret: ${input}`);
    },
    // Pushes while it runs, directly and through a room; its reply comes behind them.
    burst: async ({ input, session }) => {
      await session.join("room:{room}", { room: "burst" });
      for (let n = 0; n < input; n++) {
        if (n % 2 === 0) void session.push("room.tick", n);
        else void server.group("room:{room}", { room: "burst" }).push("room.tick", n);
      }
    },
    fast: ({ input }) => input,
  });
}

/** Starts a chat server on a free port. */
export async function startChat(options: ServerOptions = {}): Promise<{ server: Server<Chat>; url: string }> {
  const server = createServer(chat, { anonymous: true, ...options }) as unknown as Server<Chat>;
  serveChat(server);
  const { port } = await server.listen(0, { host: "127.0.0.1" });
  return { server, url: `http://127.0.0.1:${port}` };
}

import { createServer, guest } from "@volley/server";
import express from "express";
import * as z from "zod";
import { quiz } from "./contract.js";

const app = express().use(express.static("public"));
export const httpServer = app.listen(Number(process.env["PORT"] ?? 3000));

const server = createServer(quiz, {
  authenticate: guest(),
  session: z.object({ room: z.string(), name: z.string() }).partial(),
});
const winners = new Map<string, string>();

server.service("buzzer", {
  join: async ({ input, session }) => {
    await session.join("room:{id}", { id: input.room });
    await session.set(input);
  },
  press: async ({ session, errors }) => {
    const { room, name } = session.data;
    if (room === undefined || name === undefined) throw errors.NOT_JOINED();
    const first = winners.get(room);
    if (first !== undefined) throw errors.TOO_LATE({ first });
    winners.set(room, name);
    await server.group("room:{id}", { id: room }).push("buzzer.pressed", { name });
  },
});
server.attach(httpServer);

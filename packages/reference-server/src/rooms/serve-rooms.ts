import { randomUUID } from "node:crypto";
import { VolleyError } from "@volley/protocol";
import type { Server } from "@volley/server";
import * as z from "zod";
import type { RoomMessage, rooms } from "../contract/rooms-contract.js";
import { childTrace } from "./child-trace.js";
import { mayDo, type RightDefaults, type RoomAction, type RoomClaims } from "./room-rights.js";

/** What is kept of a session: the rooms that it joined. */
export const RoomSession = z.object({ rooms: z.array(z.string()).default([]) });

/** A server of rooms. */
export type RoomServer = Server<typeof rooms, z.infer<typeof RoomSession>, RoomClaims>;
type RoomUser = Parameters<Parameters<RoomServer["onSessionOpen"]>[0]>[0];

/** What serving rooms depends on. */
export interface RoomOptions extends RightDefaults {
  /** In how many rooms a session may be. */
  readonly maxRooms: number;
  /** How many messages `rooms.join` gives at most. */
  readonly maxReplay: number;
  /** Whether handlers have spans of their own: then messages are parts of those. */
  readonly isTraced: boolean;
}

/** Registers all of the rooms' handlers, policies and hooks. */
export function serveRooms(server: RoomServer, options: RoomOptions): void {
  const may = (action: RoomAction, room: string, { claims }: RoomUser): boolean =>
    mayDo(action, room, { claims, defaults: options });
  const demand = (action: RoomAction, room: string, session: RoomUser): void => {
    if (!may(action, room, session)) throw new VolleyError("FORBIDDEN", `your token doesn't allow "${action}" there`);
  };

  server.service("rooms", {
    join: async ({ input: { room, last, info }, session }) => {
      demand("join", room, session);
      const joined = session.data.rooms;
      if (!joined.includes(room) && joined.length >= options.maxRooms) {
        throw new VolleyError("FORBIDDEN", `a session may be in ${options.maxRooms} rooms; leave one first`);
      }
      if (last > 0) demand("history", room, session);
      await session.join("room:{name}", { name: room }, { presence: info });
      if (!joined.includes(room)) await session.set({ rooms: [...joined, room] });
      const place = server.group("room:{name}", { name: room });
      const limit = Math.min(last, options.maxReplay);
      const messages = limit === 0 ? [] : (await place.history({ limit })).map(({ data }) => data);
      const members = may("presence", room, session) ? [...(await place.presence())] : [];
      return { room, members, messages };
    },

    leave: async ({ input: { room }, session }) => leave(session, room),

    message: async ({ input, session, now, trace }) => {
      const { room, id = randomUUID(), time = now(), type, data } = input;
      demand("publish", room, session);
      if (!session.data.rooms.includes(room)) throw new VolleyError("FORBIDDEN", "join the room before you send to it");
      const child = options.isTraced ? trace : childTrace(trace);
      const message: RoomMessage = {
        ...{ room, id, time, data, from: session.uid },
        ...(type === undefined ? {} : { type }),
        ...(child === undefined ? {} : { trace: child }),
      };
      // One producer per id: the stream itself knows the ids of its last messages, on all nodes, in the append. An id has no
      // space, so nobody can write one that is another user's.
      const producer = { id: `${id} ${session.uid}`, serial: 1 };
      const { offset, duplicate } = await server
        .group("room:{name}", { name: room })
        .push("rooms.message", message, { producer });
      // The time of a duplicate is the first one's, which isn't known here.
      return { id, offset, duplicate, ...(duplicate ? {} : { time }) };
    },
  });

  server.policy("room:{name}", {
    // Joining goes through "rooms.join" only, which counts rooms.
    history: ({ session, params }) => may("history", params.name, session),
    presence: ({ session, params }) => may("presence", params.name, session),
  });

  /** Takes a session out of the rooms that its claims, which are new, don't allow any more. */
  const recheck = async (session: RoomUser): Promise<void> => {
    for (const room of session.data.rooms) if (!may("join", room, session)) await leave(session, room);
  };
  server.onSessionResumed(recheck);
  server.onSessionRefreshed(recheck);
}

async function leave(session: RoomUser, room: string): Promise<void> {
  await session.leave("room:{name}", { name: room });
  const { rooms: joined } = session.data;
  if (joined.includes(room)) await session.set({ rooms: joined.filter((other) => other !== room) });
}

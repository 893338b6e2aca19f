import { defineContract, group, push, request } from "@volley/protocol";
import * as z from "zod";

/** What can name a room: letters, digits, `_`, `-` and `.`, at most 64. */
const RoomName = z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/, "a room's name has 1 to 64 letters, digits, _ - or .");
const MessageId = z.string().regex(/^[\x21-\x7e]{1,64}$/, "an id has 1 to 64 visible ASCII characters");
const MessageTime = z.int().min(0).max(8_640_000_000_000_000);
const MessageType = z.string().min(1).max(64);
const Trace = z.object({ traceparent: z.string().max(128), tracestate: z.string().max(512).optional() });

const Message = z.object({
  room: z.string(),
  id: z.string(),
  /** When it was sent, in ms since 1970. */
  time: z.number(),
  type: z.string().optional(),
  data: z.unknown(),
  /** The uid of who sent it. */
  from: z.string(),
  trace: Trace.optional(),
});
const Info = z.object({ name: z.string().max(64).optional() });
const Member = z.object({ uid: z.string(), info: Info });

/** A message as members of a room get it: `time` in ms since 1970, `from` the sender's uid. */
export type RoomMessage = z.infer<typeof Message>;

/** How many messages of a room are kept, and for how long after the last one, in ms. */
const KEEP = { count: 1_000, forMs: 600_000 } as const;

/**
 * What the reference server speaks. A room is there as soon as somebody joins it. `rooms.message` reaches each member once, in
 * one order, also after a lost connection; `rooms.joined` and `rooms.left` say who is there, `meta.group` where.
 */
export const rooms = defineContract({
  routes: {
    /** Joins a room: who is there, and its last messages (`last`, default 0), the oldest first. */
    "rooms.join": request({
      input: z.object({ room: RoomName, last: z.int().min(0).max(KEEP.count).default(0), info: Info.default({}) }),
      output: z.object({ room: z.string(), members: z.array(Member), messages: z.array(Message) }),
    }),
    /** Leaves a room; nothing happens to who isn't there. */
    "rooms.leave": request({ input: z.object({ room: RoomName }) }),
    /** Sends to a room that one is in. With an `id` of before, by the same user, nothing is sent: `duplicate`, without `time`. */
    "rooms.message": request({
      input: z.object({
        room: RoomName,
        id: MessageId.optional(),
        time: MessageTime.optional(),
        type: MessageType.optional(),
        data: z.unknown(),
      }),
      output: z.object({
        id: z.string(),
        time: z.number().optional(),
        offset: z.number().optional(),
        duplicate: z.boolean(),
      }),
    }),
  },
  pushes: {
    "rooms.message": push(Message, { delivery: "replay", keep: KEEP }),
    "rooms.joined": push(Member),
    "rooms.left": push(z.object({ uid: z.string() })),
  },
  groups: {
    "room:{name}": group(["rooms.message"], {
      presence: { info: Info, joined: "rooms.joined", updated: "rooms.joined", left: "rooms.left" },
    }),
  },
});

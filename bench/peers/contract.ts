import { defineContract, defineRemotes, group, notify, push, request } from "@volley/protocol";
import { protobufSerializer } from "@volley/protocol/protobuf";
import * as z from "zod";
import { DoneMessage, EnterMessage, MoveMessage, NoteMessage } from "./proto/bench.pb.js";

const Move = z.object({ x: z.number(), y: z.number(), dir: z.int(), t: z.int(), seq: z.int() });
const Note = z.object({ text: z.string() });
const Done = z.object({ ok: z.boolean() });

/** What all servers of Volley serve. Every input is parsed. */
export const contract = defineContract({
  routes: {
    "table.enter": request({ input: z.object({ id: z.int() }) }),
    "table.move": request({ input: Move, output: Done }),
    "table.note": request({ input: Note, output: Done }),
    "table.tell": notify({ input: Move }),
  },
  pushes: {
    "table.moved": push(Move),
    "table.noted": push(Note),
    "table.kept": push(Move, { delivery: "replay" }),
  },
  groups: { "table:{id}": group(["table.moved", "table.noted", "table.kept"]) },
});

/** What one node of Volley asks another. */
export const remotes = defineRemotes({
  routes: { "bank.move": request({ input: Move, output: Done }) },
});

/** Protobuf for the same contract. As in production, what is encoded isn't decoded again to look for losses. */
export const protobuf = protobufSerializer({
  contract,
  check: false,
  routes: {
    "table.enter": { input: EnterMessage },
    "table.move": { input: MoveMessage, output: DoneMessage },
    "table.note": { input: NoteMessage, output: DoneMessage },
    "table.tell": { input: MoveMessage },
  },
  pushes: { "table.moved": MoveMessage, "table.noted": NoteMessage, "table.kept": MoveMessage },
});

import type { TraceContext } from "@volley/protocol";
import { parseTrace } from "@volley/protocol/internal";
import * as z from "zod";

/** What a client of envelopes wants. */
export type Inbound =
  | { readonly kind: "join"; readonly room: string; readonly last: number }
  | { readonly kind: "leave"; readonly room: string }
  | { readonly kind: "message"; readonly message: InboundMessage; readonly trace: TraceContext | undefined }
  /** Of a later version perhaps: ignored. */
  | { readonly kind: "unknown" }
  | { readonly kind: "malformed"; readonly why: string };

/** A message as a client wrote it; `time` in ms since 1970. */
export interface InboundMessage {
  readonly room: string;
  readonly id: string | undefined;
  readonly time: number | undefined;
  readonly data: unknown;
}

const Room = z.object({ room_id: z.string(), last: z.int().min(0).max(1_000).default(0) });
const Message = z.object({
  target: z.string(),
  content: z.unknown().refine((content) => content !== undefined, "it is missing"),
  // Empty is how protojson writes what was left out.
  message_id: z.string().optional(),
  sent_at: z.union([z.iso.datetime({ offset: true }), z.literal(""), z.int().min(0)]).optional(),
  traceparent: z.unknown().optional(),
  tracestate: z.unknown().optional(),
});

/** Reads one envelope: a JSON object with one member that says what it is. Never throws. */
export function readEnvelope(text: string): Inbound {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: "malformed", why: "an envelope is JSON" };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { kind: "malformed", why: 'an envelope is an object such as {"join_room":{"room_id":"lobby"}}' };
  }
  const envelope = new Map<string, unknown>(Object.entries(value));
  const arms = ["join_room", "leave_room", "message"].filter((name) => envelope.has(name));
  const [arm] = arms;
  if (arm === undefined) return { kind: "unknown" };
  if (arms.length > 1) return { kind: "malformed", why: `an envelope is one of ${arms.join(" and ")}, not both` };
  const body = envelope.get(arm);
  return arm === "message" ? readMessage(body) : readRoom(arm === "join_room" ? "join" : "leave", body);
}

function readRoom(kind: "join" | "leave", body: unknown): Inbound {
  const { success, data, error } = Room.safeParse(body);
  if (!success) return malformed(`${kind}_room`, error);
  return kind === "join" ? { kind, room: data.room_id, last: data.last } : { kind, room: data.room_id };
}

function readMessage(body: unknown): Inbound {
  const { success, data, error } = Message.safeParse(body);
  if (!success) return malformed("message", error);
  const { target, content, message_id: id, sent_at: sentAt } = data;
  const time = typeof sentAt === "string" && sentAt !== "" ? Date.parse(sentAt) : sentAt;
  const message = { room: target, id: id || undefined, time: time === "" ? undefined : time, data: content };
  return { kind: "message", message, trace: parseTrace(data) };
}

function malformed(arm: string, { issues: [issue] }: z.ZodError): Inbound {
  return { kind: "malformed", why: `${[arm, ...(issue?.path ?? [])].join(".")}: ${issue?.message ?? "malformed"}` };
}

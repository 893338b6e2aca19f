import { readRouteHead } from "../../../packages/server/src/forward/route-head.js";
import { readSessionOpHead } from "../../../packages/server/src/forward/session-op.js";
import { parseGroupNews } from "../../../packages/server/src/groups/group-news.js";
import { createPacketCodec } from "../../../packages/server/src/groups/packet-codec.js";
import { decodePeerBatch, encodePeerBatch, encodePeerMessage } from "../../../packages/server/src/peers/peer-batch.js";
import type { PeerMessage } from "../../../packages/server/src/peers/peer-message.js";
import { parsePresenceNews } from "../../../packages/server/src/presence/presence-news.js";
import { encodeEntry, parseEntry } from "../../../packages/server/src/push-log/entry-message.js";
import { decodeKeptPush, encodeKeptPush } from "../../../packages/server/src/push-log/log-entry-codec.js";
import { parseRevocation } from "../../../packages/server/src/revocation/revocation-news.js";
import { readRemoteHead } from "../../../packages/server/src/rpc/remote-head.js";
import { readSessionSnapshot } from "../../../packages/server/src/session/session-snapshot.js";
import type { FuzzTarget } from "../fuzz-target.js";
import { json, jsonSeeds, orRefusal } from "./read-json.js";

const bytes = Buffer.from("payload");
const route = { route: "a.b", kind: "request", rev: 1, session: "s", generation: 1, version: 1 };
const once = { client: "c", serial: 1, ageMs: 0, memory: "m" };
const remote = { route: "bank.settle", kind: "request", rev: 1, uid: "ann", key: "k" };
const op = { session: "s", op: { op: "join", args: ["table:{id}", { id: 1 }] } };
const messages: readonly PeerMessage[] = [
  { kind: "call", id: 1, method: "route", deadline: 1e12, head: route, payload: bytes, context: bytes },
  { kind: "post", method: "session.op", head: op, payload: bytes },
  { kind: "reply", id: 1, head: {}, payload: bytes },
  { kind: "error", id: 2, error: { code: "BUSY", message: "later" } },
  { kind: "waiting", ids: [1, 2] },
  { kind: "ping" },
];
const codec = createPacketCodec({ messageDropped: () => {} } as never);
const room = (data: unknown): Uint8Array =>
  codec.encode(["node", { type: 2, data: ["volley", data, {}] }, { rooms: ["g:lobby"], except: [] }] as never);
const push = { push: "a.b", rev: 1, only: undefined, except: ["s:1"], type: undefined, payload: bytes };

/** What nodes and emitters tell each other over Redis. None of these readers may throw, but those that say so. */
export const clusterTargets: readonly FuzzTarget[] = [
  {
    name: "peer-batch",
    seeds: [encodePeerBatch({ from: "node", gaps: 0 }, messages.map(encodePeerMessage))],
    grammar: "bytes",
    read: (input) =>
      decodePeerBatch(input)?.messages.map((message) => ("head" in message ? readHead(message.head) : message.kind)),
  },
  {
    name: "peer-head",
    seeds: jsonSeeds(
      route,
      { ...route, once, trace: { traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-01` } },
      remote,
      op,
    ),
    grammar: "json",
    read: (input) => readHead(json(input)),
  },
  {
    name: "room-packet",
    seeds: [
      room({ kind: "push", packet: { push: "a.b", rev: 1, payload: bytes, group: "lobby", delivery: "volatile" } }),
      room({ kind: "end", ending: { reason: "kicked", text: "out" } }),
      room({ kind: "join", rooms: ["g:a"] }),
      room({ kind: "enter", group: { pattern: "table:{id}", params: { id: 1 } } }),
    ],
    grammar: "bytes",
    read: (input) => codec.decode(input),
  },
  {
    name: "log-entry",
    seeds: [
      encodeEntry({ epoch: 1, offset: 2, tag: 3, previousTag: 4, bytes: encodeKeptPush(push) }),
      encodeKeptPush(push),
    ],
    grammar: "bytes",
    read: (input) => [parseEntry(input), decodeKeptPush(parseEntry(input)?.bytes ?? input)],
  },
  {
    name: "news",
    seeds: jsonSeeds(
      { from: "node", group: "lobby", uid: "ann", done: true },
      { name: "u:ann", at: 1_700_000_000_000 },
      {
        from: "node",
        changes: [
          { type: "joined", uid: "ann", info: "{}" },
          { type: "left", uid: "bob" },
        ],
      },
    ),
    grammar: "json",
    read: (input) => [parseGroupNews(input), parsePresenceNews(input), parseRevocation(input)],
  },
];

function readHead(value: unknown): unknown {
  return [
    orRefusal(() => readRouteHead(value)),
    orRefusal(() => readRemoteHead(value)),
    readSessionOpHead(value),
    readSessionSnapshot(value),
  ];
}

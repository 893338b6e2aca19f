import { decodeNodeNews } from "../../../packages/server/src/cluster/node-news.js";
import { decodeNode, encodeNode } from "../../../packages/server/src/cluster/node-record.js";
import { parseEntry as parseSessionEntry } from "../../../packages/server/src/directory/session-entry.js";
import { readJob } from "../../../packages/server/src/jobs/job.js";
import { decodeRecord, encodeRecord } from "../../../packages/server/src/once/once-record.js";
import { readInfo } from "../../../packages/server/src/presence/presence-info.js";
import { parseStoredEntry } from "../../../packages/server/src/push-log/entry-message.js";
import { formatRecord, parseRecord } from "../../../packages/server/src/session/session-record.js";
import { readSessionSnapshot } from "../../../packages/server/src/session/session-snapshot.js";
import type { FuzzTarget } from "../fuzz-target.js";
import { json, jsonSeeds } from "./read-json.js";

const node = encodeNode({
  ...{ id: "n1", role: "frontend", type: "web", services: ["lobby"], remotes: ["bank"], contract: "c0ffee" },
  ...{ metadata: { zone: "a" }, state: "ready" },
});
const groups = [{ pattern: "table:{id}", params: { id: "1" }, info: { name: "Ann" } }];
const record = formatRecord({ uid: "ann", data: { seat: 1 }, tags: ["t"], groups, version: 3 }) ?? "";
const snapshot = {
  ...{ id: "s", version: 1, generation: 1, uid: "ann", claims: {}, handshake: {}, address: "127.0.0.1" },
  ...{ transport: "websocket", protocol: 1, tags: [], data: {} },
};
const claim = { node: "n1", run: "r1", request: "a.b" };
const job = { node: "n1", head: { route: "bank.settle", kind: "request", rev: 1, key: "k" }, input: "{}" };
const text = (input: Uint8Array): string => Buffer.from(input).toString();

/** What lies in Redis, where anybody may have written. None of these readers may throw. */
export const storedTargets: readonly FuzzTarget[] = [
  {
    name: "session-record",
    seeds: [Buffer.from(record), ...jsonSeeds(snapshot)],
    grammar: "json",
    read: (input) => [parseRecord(input), parseRecord(text(input)), readSessionSnapshot(json(input))],
  },
  {
    name: "node-record",
    seeds: [Buffer.from(node)],
    grammar: "json",
    read: (input) => [decodeNode(text(input)), decodeNodeNews(input)],
  },
  {
    name: "directory-entry",
    seeds: [Buffer.from("1700000000000 17 none 1 n1 web")],
    grammar: "bytes",
    read: (input) => [
      parseSessionEntry("s", text(input)),
      parseStoredEntry(1, { id: text(input), previousTag: "3", bytes: input }),
      readInfo(text(input)),
    ],
  },
  {
    name: "once-record",
    seeds: [
      encodeRecord({ status: "running", claim }),
      encodeRecord({ status: "done", claim, answer: { type: "reply", payload: Buffer.from("{}") } }),
    ],
    grammar: "bytes",
    read: (input) => decodeRecord(input),
  },
  { name: "job", seeds: jsonSeeds(job), grammar: "json", read: (input) => readJob("1", json(input)) },
];

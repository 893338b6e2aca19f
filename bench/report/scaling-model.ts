import type { Metric } from "../measure/sample.js";
import type { Report } from "./report.js";

/** What a player does in one second, on average. */
export const PLAYER = {
  /** Requests, each alone in its tick: the dearest way to send them. */
  requests: 0.2,
  /** Of these, how many are served by a backend. */
  forwardedShare: 0.5,
  notifies: 2,
  /** Pushes that it gets as one of a group on its node. */
  groupPushes: 2,
  /** Pushes that it gets by its uid, from another node. */
  userPushes: 0.1,
  /** Pushes that are kept and replayed, to groups of this size. */
  keptPushes: 0.2,
  groupSize: 8,
} as const;

/** What of a machine may be used: the rest is for peaks, garbage collection, and nodes that fail. */
export const HEADROOM = { cpuShare: 0.5, memoryGiB: 3, redisShare: 0.5 } as const;

/** One renewal of what is kept of a session, and one of its user's entry, per third of the lease of 30 s. */
const RENEWALS_PER_SECOND = 2 / 10;
/** What Redis needs for a renewal, in µs: a script of a few commands; not measured by itself. */
const RENEWAL_US = 15;

/** What so many players need. */
export interface Capacity {
  readonly players: number;
  /** Node processes, a core each, by CPU and by memory: the larger number counts. */
  readonly nodesByCpu: number;
  readonly nodesByMemory: number;
  /** Messages that Redis carries between nodes, per second. */
  readonly busMessages: number;
  /** Redis processes for these, and for keys; in a Redis Cluster the second are its masters. */
  readonly redisForBus: number;
  readonly redisForKeys: number;
  /** In both directions, without TLS and TCP, in Gbit/s. */
  readonly gigabits: number;
}

/** Computes what players need from measured costs. Throws if the report lacks one of them. */
export function capacityFor(players: number, report: Report): Capacity {
  const cost = (scenario: string, metric: Metric, peer = "volley"): number => {
    const value = report.results.find((each) => each.scenario === scenario && each.peer === peer)?.[metric];
    if (value === undefined) throw new Error(`latest.json has nothing for ${scenario}/${peer}/${metric}`);
    return value;
  };
  const { requests, forwardedShare, notifies, groupPushes, userPushes, keptPushes, groupSize } = PLAYER;
  const local = requests * (1 - forwardedShare);
  const forwarded = requests * forwardedShare;
  const cpuUs =
    local * cost("request-1", "cpuUsPerOp") +
    forwarded * cost("forwarded", "cpuUsPerOp") +
    notifies * cost("notify-16", "cpuUsPerOp") +
    groupPushes * cost("push-8", "cpuUsPerOp") +
    userPushes * cost("user-push-8", "cpuUsPerOp") +
    (keptPushes / groupSize) * cost("replay-push", "cpuUsPerOp");
  // A call there and its answer; a group's push counts once for all its members.
  const busMessages = 2 * forwarded + userPushes + (groupPushes + keptPushes) / groupSize;
  const busUs = busMessages * cost("user-push-8", "redisUs");
  const keysUs = (keptPushes / groupSize) * cost("replay-push", "redisUs") + RENEWALS_PER_SECOND * RENEWAL_US;
  const bytes =
    requests * (cost("bytes-request", "bytesToServer") + cost("bytes-request", "bytesToClient")) +
    notifies * cost("bytes-request", "bytesToServer") +
    (groupPushes + keptPushes) * cost("bytes-group-push", "bytesToClient") +
    userPushes * cost("bytes-user-push", "bytesToClient");
  const upTo = (value: number): number => Math.max(1, Math.ceil(value));
  return {
    players,
    nodesByCpu: upTo((players * cpuUs) / (1_000_000 * HEADROOM.cpuShare)),
    nodesByMemory: upTo((players * cost("idle", "rssKbEach")) / (HEADROOM.memoryGiB * 2 ** 20)),
    busMessages: Math.round(players * busMessages),
    redisForBus: upTo((players * busUs) / (1_000_000 * HEADROOM.redisShare)),
    redisForKeys: upTo((players * keysUs) / (1_000_000 * HEADROOM.redisShare)),
    gigabits: (players * bytes * 8) / 1e9,
  };
}

import type { Metric } from "../measure/sample.js";
import type { ContenderName } from "../peers/peers.js";

/** What a figure of Volley shall be at most. */
export interface Target {
  readonly scenario: string;
  readonly peer: ContenderName;
  readonly metric: Metric;
  /** The contender of the same scenario whose figure it is divided by; left out: the figure itself counts. */
  readonly against?: ContenderName;
  /** Only what is above the other's figure counts, divided by this metric: so many round trips more. */
  readonly excessIn?: Metric;
  readonly atMost: number;
  /** What would be better still. */
  readonly stretch?: number;
}

const cpu = { peer: "volley", metric: "cpuUsPerOp" } as const;

/** Where Volley has to be cheaper than Colyseus: wherever both take part. */
const SHARED_WITH_COLYSEUS = [
  "request-1",
  "request-16",
  "request-64",
  "notify-16",
  "push-8",
  "push-50",
  "push-1000",
  "burst-20",
  "storm",
];

/** All that is aimed at, in one place. Ratios are of medians of one run. */
export const targets: readonly Target[] = [
  { ...cpu, scenario: "request-1", against: "ws", atMost: 1.4, stretch: 1.2 },
  { ...cpu, scenario: "request-1", against: "socket-io", atMost: 0.85, stretch: 0.75 },
  { ...cpu, scenario: "request-16", against: "ws", atMost: 0.4 },
  { ...cpu, scenario: "request-64", against: "ws", atMost: 0.25 },
  { ...cpu, scenario: "notify-16", against: "ws", atMost: 0.6 },
  { ...cpu, scenario: "push-50", against: "ws", atMost: 1 },
  { ...cpu, scenario: "burst-20", against: "ws", atMost: 0.15 },
  ...SHARED_WITH_COLYSEUS.map((scenario): Target => ({ ...cpu, scenario, against: "colyseus", atMost: 1 })),
  { scenario: "idle", peer: "volley", metric: "rssKbEach", against: "colyseus", atMost: 1 },
  { scenario: "user-push-8", peer: "volley", metric: "otherNodeUs", atMost: 0.5 },
  { ...cpu, scenario: "forwarded", against: "volley-local", atMost: 2.5 },
  {
    scenario: "forwarded",
    peer: "volley",
    metric: "p50Ms",
    against: "volley-local",
    excessIn: "redisRoundTripMs",
    atMost: 3,
  },
  { scenario: "bytes-request", peer: "volley-protobuf", metric: "bytesToServer", atMost: 30 },
  { scenario: "bytes-user-push", peer: "volley-protobuf", metric: "bytesToClient", atMost: 25 },
  { scenario: "bytes-group-push", peer: "volley-protobuf", metric: "bytesToClient", atMost: 25 },
  { scenario: "bytes-request", peer: "volley", metric: "bytesToServer", atMost: 60 },
  { scenario: "bytes-user-push", peer: "volley", metric: "bytesToClient", atMost: 54 },
  { scenario: "bytes-group-push", peer: "volley", metric: "bytesToClient", atMost: 54 },
  { scenario: "idle", peer: "volley", metric: "rssKbEach", against: "socket-io", atMost: 0.8 },
  ...(["volley-100", "volley-1000", "volley-10000"] as const).map(
    (peer): Target => ({ scenario: "growth", peer, metric: "cpuUsPerOp", against: "volley-10", atMost: 1.3 }),
  ),
  ...["groups-request", "groups-push"].flatMap((scenario) =>
    (["volley-in-10", "volley-in-100", "volley-in-1000"] as const).map(
      (peer): Target => ({ scenario, peer, metric: "cpuUsPerOp", against: "volley-in-1", atMost: 1.3 }),
    ),
  ),
  // The smallest object in a table takes more; what V8 keeps of code and of hidden classes, less.
  { scenario: "churn", peer: "volley", metric: "leakedBytes", atMost: 32 },
  { scenario: "client-size", peer: "volley", metric: "kilobytes", atMost: 18 },
  { scenario: "frames", peer: "volley", metric: "addedUs", atMost: 0.3 },
];

import { ManualClock } from "@volley/protocol/internal";
import { beforeEach, describe, expect, it } from "vitest";
import { recordingLogger } from "../../../../test/support/recording-logger.js";
import { Edge, type EdgeRefusal, type Entrant, isRefused } from "./edge.js";
import type { EdgeOptions } from "./edge-options.js";
import { edgeRules } from "./edge-rules.js";

let clock: ManualClock;
let logger: ReturnType<typeof recordingLogger>;
beforeEach(() => {
  clock = new ManualClock();
  logger = recordingLogger();
});

function edgeWith(options: EdgeOptions): Edge {
  return new Edge({ rules: edgeRules(options, { isProduction: true }), clock, logger });
}
const knock = (edge: Edge, remote: string, headers = {}): Entrant | EdgeRefusal => edge.knock({ remote, headers });
const statusOf = (answer: Entrant | EdgeRefusal): number => (isRefused(answer) ? answer.status : 200);
function enter(edge: Edge, remote: string): Entrant {
  const answer = knock(edge, remote);
  if (isRefused(answer)) throw new Error(answer.text);
  return answer;
}

describe("connections at once", () => {
  it("are bounded for an address, and one that leaves makes room", () => {
    const edge = edgeWith({ maxConnectionsPerAddress: 2 });
    const first = enter(edge, "192.0.2.1");
    enter(edge, "192.0.2.1");
    expect(knock(edge, "192.0.2.1")).toMatchObject({ status: 429, retryAfterMs: 1_000 });
    expect(statusOf(knock(edge, "192.0.2.2"))).toBe(200);
    first.left();
    first.left();
    expect(statusOf(knock(edge, "192.0.2.1"))).toBe(200);
    expect(statusOf(knock(edge, "192.0.2.1"))).toBe(429);
  });

  it("of a /64 are those of one", () => {
    const edge = edgeWith({ maxConnectionsPerAddress: 2 });
    enter(edge, "2001:db8::1");
    enter(edge, "2001:db8::2");
    expect(statusOf(knock(edge, "2001:db8::3"))).toBe(429);
    expect(statusOf(knock(edge, "2001:db8:0:1::3"))).toBe(200);
  });

  it("of this machine aren't counted by their address: a proxy may stand there", () => {
    const edge = edgeWith({ maxConnectionsPerAddress: 1, handshakesPerAddress: { rate: 1, perMs: 60_000 } });
    for (const remote of ["127.0.0.1", "127.0.0.1", "::1", "::1", "::ffff:127.0.0.1", "::ffff:127.0.0.1"]) {
      enter(edge, remote);
    }
  });

  it("are bounded in all", () => {
    const edge = edgeWith({ maxConnections: 2 });
    const one = enter(edge, "127.0.0.1");
    enter(edge, "192.0.2.1");
    expect(statusOf(knock(edge, "192.0.2.2"))).toBe(503);
    one.left();
    expect(statusOf(knock(edge, "192.0.2.2"))).toBe(200);
  });

  it("that are not let in yet are bounded by themselves", () => {
    const edge = edgeWith({ maxPending: 1 });
    const one = enter(edge, "192.0.2.1");
    expect(statusOf(knock(edge, "192.0.2.2"))).toBe(503);
    one.settled();
    enter(edge, "192.0.2.2").left();
    expect(statusOf(knock(edge, "192.0.2.2"))).toBe(200);
    expect(edge.counts).toEqual({ connections: 2, pending: 1, addresses: 2 });
  });
});

describe("handshakes", () => {
  it("of an address come at a rate", async () => {
    const edge = edgeWith({ handshakesPerAddress: { rate: 1, perMs: 1_000, burst: 3 } });
    const statuses = Array.from({ length: 4 }, () => statusOf(knock(edge, "192.0.2.1")));
    expect(statuses).toEqual([200, 200, 200, 429]);
    await clock.advance(1_000);
    expect(statusOf(knock(edge, "192.0.2.1"))).toBe(200);
    expect(statusOf(knock(edge, "192.0.2.2"))).toBe(200);
  });

  it("beyond what the server takes are told to come back, one after another", () => {
    const edge = edgeWith({ handshakes: { rate: 10, perMs: 1_000, burst: 2 } });
    const hellos = Array.from({ length: 5 }, (_, n) => enter(edge, `192.0.2.${n}`).hello());
    expect(hellos).toEqual([0, 0, 100, 200, 300]);
  });

  it("far beyond it aren't worth an answer", () => {
    const edge = edgeWith({ handshakes: { rate: 10, perMs: 1_000, burst: 2 } });
    const statuses = Array.from({ length: 10 }, (_, n) => statusOf(knock(edge, `192.0.2.${n}`)));
    expect(statuses).toEqual([...Array(8).fill(200), 503, 503]);
  });

  it("and connections aren't bounded if that is switched off, but for all connections together", () => {
    const edge = edgeWith({ handshakes: false, handshakesPerAddress: false, maxConnectionsPerAddress: false });
    for (let n = 0; n < 3_000; n++) {
      const entrant = enter(edge, "192.0.2.1");
      expect(entrant.hello()).toBe(0);
      entrant.settled();
    }
  });

  it("of a million addresses cost no more memory than those of some thousand", () => {
    const edge = edgeWith({ handshakes: false });
    for (let n = 0; n < 100_000; n++)
      enter(edge, `2001:db8:0:${n.toString(16).slice(-4)}::${n.toString(16)}`.slice(0, 39)).left();
    expect(edge.counts).toEqual({ connections: 0, pending: 0, addresses: 0 });
  });
});

describe("who may not connect at all", () => {
  it("is on the list of those who may not, or not on that of those who may", () => {
    const edge = edgeWith({ allow: ["10.0.0.0/8"], deny: ["10.6.0.0/16"] });
    const statuses = ["10.0.0.1", "10.6.0.1", "192.0.2.1", "nonsense", "::ffff:10.0.0.1"].map((remote) =>
      statusOf(knock(edge, remote)),
    );
    expect(statuses).toEqual([200, 403, 403, 403, 200]);
  });

  it("is refused by the address behind the proxy, not by the proxy's", () => {
    const edge = edgeWith({ deny: ["192.0.2.0/24"], trustProxy: 1 });
    expect(statusOf(knock(edge, "10.0.0.1", { "x-forwarded-for": "10.1.1.1, 192.0.2.1" }))).toBe(403);
    expect(statusOf(knock(edge, "10.0.0.1", { "x-forwarded-for": "192.0.2.1, 10.1.1.1" }))).toBe(200);
  });

  it("is a foreign page; it is told, and the log has a line per origin, and few in all", async () => {
    const edge = edgeWith({});
    for (let n = 0; n < 1_000; n++) {
      const headers = { origin: `https://evil-${n % 100}.example`, host: "play.example" };
      expect(knock(edge, "192.0.2.1", headers)).toMatchObject({
        status: 403,
        text: expect.stringContaining("edge.origins"),
      });
    }
    expect(logger.lines).toHaveLength(20);
    expect(logger.lines[0]).toMatchObject({ level: "warn", fields: { origin: "https://evil-0.example" } });
    await clock.advance(60_000);
    knock(edge, "192.0.2.1", { origin: "https://evil.example", host: "play.example" });
    expect(logger.lines.slice(20)).toMatchObject([
      { fields: { refused: 980 } },
      { fields: { origin: "https://evil.example" } },
    ]);
  });
});

it("says that a proxy is there if nobody said how many, once", () => {
  const lines = (options: EdgeOptions): number => {
    const edge = edgeWith(options);
    for (let n = 0; n < 3; n++) knock(edge, "192.0.2.1", { "x-forwarded-for": "1.2.3.4" });
    return logger.lines.filter(({ message }) => message.includes("edge.trustProxy")).length;
  };
  expect(lines({ trustProxy: 0 })).toBe(0);
  expect(lines({})).toBe(1);
});

it.each<[string, EdgeOptions]>([
  ["trustProxy", { trustProxy: -1 }],
  ["trustProxy", { trustProxy: 1.5 }],
  ["maxConnections", { maxConnections: 0 }],
  ["maxPending", { maxPending: Number.NaN }],
  ['edge.handshakes: "rate"', { handshakes: { rate: 0, perMs: 1 } }],
  ["edge.allow", { allow: ["everybody"] }],
  ["edge.origins", { origins: ["play.example"] }],
])("refuses options that make no sense: %s", (what, options) => {
  expect(() => edgeRules(options, { isProduction: true })).toThrow(what);
});

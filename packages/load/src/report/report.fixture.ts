import { Tally } from "../measure/tally.js";
import { Timeline } from "../measure/timeline.js";
import { type LoadReport, makeReport } from "./load-report.js";
import { judge } from "./verdicts.js";

/** What no report may take for HTML. */
export const EVIL = `<script>alert("1")</script>&'`;

/** Makes the report of a short run, with names and errors of somebody who wants to break out. */
export function sampleReport(
  limits: Parameters<typeof judge>[1] = { p99Ms: undefined, errors: undefined },
): LoadReport {
  const [tally, told] = [new Tally({ steps: 2, pushes: 1 }), new Tally({ steps: 2, pushes: 1 })];
  const timeline = new Timeline({ processes: 1, onPoint: () => {} });
  tally.connections.opened = 10;
  tally.connections.connected = 9;
  tally.connections.failures.count("UNAVAILABLE", EVIL);
  for (let second = 0; second < 5; second++) {
    for (let n = 0; n < 100; n++) {
      const message = { step: n % 2, measured: true };
      tally.sent(message, 0.4);
      const error = n === 0 ? { code: "TIMEOUT", message: EVIL } : undefined;
      tally.settled(message, { latencyMs: 1 + n / 10, error });
      tally.pushed({ push: 0, measured: true }, { latencyMs: 2, replayed: false });
    }
    tally.notSent({ step: 1, measured: true });
    const interval = tally.take({ second, connected: 9 });
    told.add(interval);
    timeline.add(0, interval);
  }
  const counted = makeReport({
    ...{ scenario: EVIL, startedAt: "2026-01-01T00:00:00.000Z", endedBy: "plan", lostProcesses: 0 },
    ...{ tally: told, timeline: timeline.points, names: { steps: ["chat.say", EVIL], pushes: ["chat.said"] } },
    plan: {
      ...{ url: "http://ann:secret@127.0.0.1:3000/path?key=secret", connections: 10, rate: 100 },
      ...{ rampMs: 1_000, durationMs: 5_000, maxOutstanding: 100, processes: 1 },
    },
  });
  return { ...counted, limits: judge(counted.messages, limits) };
}

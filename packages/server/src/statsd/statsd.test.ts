import { createSocket } from "node:dgram";
import { once } from "node:events";
import { ManualClock } from "@volley/protocol/internal";
import { expect, it } from "vitest";
import { until } from "../../../../test/support/until.js";
import { statsd } from "./statsd.js";

/** A StatsD that keeps its lines. */
async function listen() {
  const socket = createSocket("udp4");
  const lines: string[] = [];
  socket.on("message", (message) => void lines.push(...message.toString().split("\n")));
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address();
  return { lines, port, [Symbol.asyncDispose]: async () => void (await new Promise<void>((end) => socket.close(end))) };
}

it("sends counts, gauges and durations, with labels as tags", async () => {
  await using server = await listen();
  const clock = new ManualClock();
  const reporter = statsd({ port: server.port, prefix: "duel.", tags: { region: "eu" }, clock });
  const games = reporter.counter({ name: "games_total", help: "Games." });
  const waiting = reporter.gauge({ name: "waiting", help: "Waiting." });
  const waits = reporter.histogram({ name: "wait_seconds", help: "Waits." });
  const sizes = reporter.histogram({ name: "sizes", help: "Sizes." });
  let count = 0;
  const stop = reporter.onCollect(() => {
    games(count, { mode: "ranked" });
    waiting(4, {});
    count = 0;
  });
  waits(0.25, {});
  sizes(12, {});
  count = 3;
  await clock.advance(10_000);
  await until(() => server.lines.length >= 4);
  expect(server.lines.sort()).toEqual([
    "duel.games_total:3|c|#region:eu,mode:ranked",
    "duel.sizes:12|h|#region:eu",
    "duel.wait_ms:250|ms|#region:eu",
    "duel.waiting:4|g|#region:eu",
  ]);
  count = 1;
  stop();
  stop();
  await until(() => server.lines.includes("duel.games_total:1|c|#region:eu,mode:ranked"), "the last numbers");
});

it("sends nothing that didn't grow, by a client of the app's own", async () => {
  const said: string[] = [];
  const say = (name: string | string[]) => void said.push(String(name));
  const clock = new ManualClock();
  const reporter = statsd({
    client: { increment: say, gauge: say, timing: say, histogram: say },
    everyMs: 1_000,
    clock,
  });
  const games = reporter.counter({ name: "games_total", help: "Games." });
  let by = 0;
  using _ = reporter.onCollect(() => games(by, {}));
  await clock.advance(3_000);
  expect(said).toEqual([]);
  by = 1;
  await clock.advance(1_000);
  expect(said).toEqual(["games_total"]);
});

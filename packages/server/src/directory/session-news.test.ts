import { toUtf8 } from "@volley/protocol/internal";
import { expect, it } from "vitest";
import { recordingLogger } from "../../../../test/support/recording-logger.js";
import { until } from "../../../../test/support/until.js";
import { FlakyBus } from "../cluster/flaky-bus.fixture.js";
import { MemoryBusHub } from "../cluster/memory-bus.js";
import { type SessionNews, SessionNewsChannel } from "./session-news.js";

const about = { uid: "ann", session: "s1", node: "n1", nodeType: "web" };

function channels() {
  const hub = new MemoryBusHub();
  const open = () => {
    const logger = recordingLogger();
    const bus = new FlakyBus(hub.bus(logger));
    const news = new SessionNewsChannel({ bus, channel: "test", logger });
    const heard: SessionNews[] = [];
    news.onSessionNews((each) => heard.push(each));
    return { news, bus, heard, logger };
  };
  return { hub, open };
}

it("tells all nodes that listen, the sender too", async () => {
  const { open } = channels();
  const [a, b] = [open(), open()];
  await a.news.start();
  await b.news.start();
  const closed: SessionNews = { type: "closed", ...about, last: true, reason: "kicked" };
  await a.news.publish({ type: "bound", ...about });
  await a.news.publish(closed);
  await until(() => b.heard.length === 2 && a.heard.length === 2, "both heard both");
  expect(b.heard).toEqual([{ type: "bound", ...about }, closed]);
  b.news.close();
  await a.news.publish(closed);
  await until(() => a.heard.length === 3, "a heard the third");
  expect(b.heard.length).toBe(2);
});

it("drops garbage and counts it, and leaves out what it doesn't know", async () => {
  const { hub, open } = channels();
  const a = open();
  await a.news.start();
  const bus = hub.bus(recordingLogger());
  const closed = { type: "closed", ...about };
  const garbage = [
    ...["", "7", "[]", "{", '{"type":"bound"}'],
    ...[
      { ...closed, type: "left" },
      { ...closed, uid: "a b" },
      { ...closed, last: "yes" },
      { ...closed, reason: 7 },
    ],
    ...[
      { ...closed, reason: "x".repeat(257) },
      { ...closed, more: "x".repeat(2_048) },
    ],
  ];
  for (const each of garbage) await bus.publish("test", toUtf8(typeof each === "string" ? each : JSON.stringify(each)));
  await bus.publish("test", toUtf8(JSON.stringify({ type: "bound", ...about, zone: "eu" })));
  await until(() => a.heard.length === 1, "the last one is heard");
  expect(a.heard).toEqual([{ type: "bound", ...about }]);
  expect(a.news.dropped).toBe(garbage.length);
});

it("loses news while the bus is down, without a word to who publishes", async () => {
  const { open } = channels();
  const a = open();
  await a.news.start();
  a.bus.set(false);
  await a.news.publish({ type: "bound", ...about });
  a.bus.set(true);
  await a.news.publish({ type: "closed", ...about, reason: "x".repeat(1_000) });
  await until(() => a.heard.length === 1, "the second one is heard");
  expect(a.heard).toEqual([{ type: "closed", ...about, last: undefined, reason: "x".repeat(256) }]);
});

it("logs what a handler throws, and tells the others", async () => {
  const { open } = channels();
  const a = open();
  a.news.onSessionNews(() => Promise.reject(new Error("no")));
  a.news.onSessionNews(() => {
    throw new Error("no");
  });
  let heard = 0;
  a.news.onSessionNews(() => heard++);
  await a.news.start();
  await a.news.publish({ type: "bound", ...about });
  await until(() => heard === 1 && a.logger.lines.length === 2, "it was told, and both failures are logged");
  expect(a.logger.lines.map(({ level }) => level)).toEqual(["error", "error"]);
});

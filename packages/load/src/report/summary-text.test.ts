import { expect, it } from "vitest";
import { sampleReport } from "./report.fixture.js";
import { summaryText } from "./summary-text.js";

it("shows what a terminal has room for: steps, pushes, connections, errors, warnings, limits", () => {
  const text = summaryText({ ...sampleReport({ p99Ms: undefined, errors: 0.001 }), scenario: "load.ts" });
  expect(text).toContain("load.ts on http://127.0.0.1:3000: 10 clients in 1 process, 100 messages/s for 5 s");
  expect(text).toMatch(/step +sent +answered +failed +not sent +p50 +p90 +p99 +p99.9 +max/);
  expect(text).toMatch(/chat\.say +250 +245 +5 +0 /);
  expect(text).toMatch(/chat\.said +500 +0 +2\.00 ms/);
  expect(text).toContain("connected   9 of 10");
  expect(text).toContain("chat.say: TIMEOUT 5 times, first: ");
  expect(text).toContain("warning: 1 client never connected");
  expect(text).toContain("--max-errors 0.1 %: 1.9802 %, failed");
});

it("lets no server move the cursor", () => {
  const report = sampleReport();
  const errors = [{ code: "EVIL", count: 1, example: "\x1b[2Jgone\r\n" }];
  const connections = { ...report.connections, losses: errors };
  expect(summaryText({ ...report, connections })).not.toContain("\x1b");
});

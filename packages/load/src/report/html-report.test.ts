import { describe, expect, it } from "vitest";
import { htmlReport } from "./html-report.js";
import { EVIL, sampleReport } from "./report.fixture.js";

describe("htmlReport", () => {
  const html = htmlReport(sampleReport({ p99Ms: 50, errors: undefined }));

  it("shows all words as words", () => {
    expect(html).not.toContain("<script");
    expect(html).not.toContain(EVIL);
    expect(html).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;");
  });

  it("loads nothing, and forbids it", () => {
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/\b(src|href)=|url\(|@import/);
  });

  it("has its plots, with the numbers in them", () => {
    const titles = [...html.matchAll(/<figcaption>(.*?)<\/figcaption>/g)].map(([, title]) => title);
    expect(titles).toEqual([
      "Latency by percentile",
      "Latency by second",
      "Messages per second",
      "Pushes per second",
      "Connected clients",
    ]);
    expect(html.match(/<svg/g)).toHaveLength(5);
    expect(html).not.toMatch(/NaN|Infinity|undefined/);
  });

  it("tells limits, errors and what makes it worth less", () => {
    expect(html).toMatch(/--max-p99 50\.0 ms: 10\.\d ms, passed/);
    expect(html).toContain("<td>TIMEOUT</td><td>5</td>");
    expect(html).toContain("1 client never connected");
    expect(html).toContain("not sent: 5 messages");
  });

  it("is a page even when nothing happened", () => {
    const report = sampleReport();
    const empty = htmlReport({ ...report, steps: [], pushes: [], timeline: [], lag: null });
    expect(empty).not.toMatch(/NaN|Infinity|undefined/);
    expect(empty.trimEnd().endsWith("</html>")).toBe(true);
  });

  it("stays small, however long the run was", () => {
    const point = { second: 0, connected: 1, sent: 1, notSent: 0, answered: 1, failed: 0, pushes: 0, p50: 1, p99: 2 };
    const timeline = Array.from({ length: 86_400 }, (_, second) => ({ ...point, second }));
    expect(htmlReport({ ...sampleReport(), timeline }).length).toBeLessThan(200_000);
  });
});

import { expect, it } from "vitest";
import { Progress, progressText } from "./progress.js";

const point = {
  second: 6,
  connected: 1_000,
  sent: 500,
  notSent: 0,
  answered: 499,
  failed: 0,
  pushes: 0,
  p50: 1.2,
  p99: 40,
};

function screenOf(isTTY: boolean) {
  const written: string[] = [];
  return { written, screen: { isTTY, columns: 40, write: (text: string) => void written.push(text) } };
}

it("says in a line what happened in a second, troubles only if there are any", () => {
  expect(progressText(point, 1_000)).toBe(
    "0:07  1,000/1,000 connected  sent 500  answered 499  p50 1.20 ms  p99 40.0 ms",
  );
  expect(progressText({ ...point, failed: 3, notSent: 2, pushes: 9 }, 1_000)).toContain("failed 3  not sent 2");
});

it("writes lines one below the other where there is no terminal", () => {
  const { written, screen } = screenOf(false);
  const progress = new Progress(screen, 1_000);
  progress.show(point);
  progress.show(point);
  progress.clear();
  expect(written).toHaveLength(2);
  for (const line of written) expect(line).toMatch(/^0:07 .*\n$/);
});

it("updates one line of a terminal in its place, never broader than that", () => {
  const { written, screen } = screenOf(true);
  const progress = new Progress(screen, 1_000);
  progress.show(point);
  progress.clear();
  progress.clear();
  const [shown = "", cleared, ...others] = written;
  expect(shown.startsWith("\r\x1b[2K0:07")).toBe(true);
  expect(shown.length).toBeLessThan(40 + 5);
  expect([cleared, others]).toEqual(["\r\x1b[2K", []]);
});

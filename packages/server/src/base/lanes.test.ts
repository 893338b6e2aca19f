import { expect, it } from "vitest";
import { Lanes } from "./lanes.js";

/** Work that ends when the test says so, and writes down when it began. */
function gates() {
  const began: string[] = [];
  const end = new Map<string, () => void>();
  const work = (name: string) => () => {
    began.push(name);
    return new Promise<string>((resolve) => end.set(name, () => resolve(name)));
  };
  return { began, work, end: (name: string) => end.get(name)?.() };
}

it("runs the work of one key one after another, and of others meanwhile", async () => {
  const lanes = new Lanes({ atOnce: 10, waiting: 10 });
  const { began, work, end } = gates();
  const first = lanes.run("a", work("a1"));
  const second = lanes.run("a", work("a2"));
  const other = lanes.run("b", work("b1"));
  expect(began).toEqual(["a1", "b1"]);
  end("a1");
  expect(await first).toBe("a1");
  await Promise.resolve();
  expect(began).toEqual(["a1", "b1", "a2"]);
  end("a2");
  end("b1");
  expect(await Promise.all([second, other])).toEqual(["a2", "b1"]);
});

it("goes on after work that failed", async () => {
  const lanes = new Lanes({ atOnce: 1, waiting: 10 });
  const failed = lanes.run("a", () => Promise.reject(new Error("no")));
  const after = lanes.run("a", () => Promise.resolve("yes"));
  await expect(failed).rejects.toThrow("no");
  expect(await after).toBe("yes");
});

it("runs a bounded number at once, lets a bounded number wait, and refuses the rest", async () => {
  const lanes = new Lanes({ atOnce: 2, waiting: 1 });
  const { began, work, end } = gates();
  const running = [lanes.run("a", work("a")), lanes.run(undefined, work("b"))];
  const waiting = lanes.run("c", work("c"));
  await expect(lanes.run("d", work("d"))).rejects.toMatchObject({ code: "UNAVAILABLE" });
  expect(began).toEqual(["a", "b"]);
  end("a");
  await running[0];
  await Promise.resolve();
  end("b");
  end("c");
  expect(await waiting).toBe("c");
  await running[1];
});

import { expect, it } from "vitest";
import { Tasks } from "./tasks.js";

it("logs what background work throws, sync or async, and waits for it", async () => {
  const errors: unknown[] = [];
  const logger = { debug() {}, info() {}, warn() {}, error: (message: string) => errors.push(message) };
  const tasks = new Tasks(logger);
  tasks.run("sync work", () => {
    throw new Error("boom");
  });
  tasks.run("async work", async () => {
    await Promise.resolve();
    throw new Error("boom");
  });
  tasks.run("good work", async () => "fine");
  await tasks.settled();
  expect(errors).toEqual(["sync work failed", "async work failed"]);
});

import { ManualClock } from "@volley/protocol/internal";
import { expect, it } from "vitest";
import type { RedisClient } from "./connect-redis.js";
import { RedisCommands } from "./redis-commands.js";

const client = { status: "ready" } as unknown as RedisClient;
const fails = (): Promise<never> => Promise.reject(new Error("cut"));
const refused = Object.assign(new Error("OOM command not allowed"), { name: "ReplyError" });

async function opened() {
  const clock = new ManualClock();
  const commands = new RedisCommands(client, clock);
  for (let n = 0; n < 3; n++) await expect(commands.run(fails)).rejects.toMatchObject({ code: "UNAVAILABLE" });
  return { clock, commands };
}

it("refuses without trying after some failures in a row", async () => {
  const { commands } = await opened();
  let tried = false;
  const call = commands.run(async () => {
    tried = true;
  });
  await expect(call).rejects.toMatchObject({ code: "UNAVAILABLE" });
  expect(tried).toBe(false);
  expect(commands.open).toBe(false);
});

it("lets one call find out whether Redis is back, and refuses the others meanwhile", async () => {
  const { clock, commands } = await opened();
  await clock.advance(500);
  expect(commands.open).toBe(true);
  let answer = (_: string): void => {};
  const first = commands.run(() => new Promise<string>((resolve) => (answer = resolve)));
  expect(commands.open).toBe(false);
  await expect(commands.run(() => Promise.resolve("too early"))).rejects.toMatchObject({ code: "UNAVAILABLE" });
  answer("back");
  expect(await first).toBe("back");
  expect(await commands.run(() => Promise.resolve("again"))).toBe("again");
});

it("takes an error that Redis wrote for a sign of life", async () => {
  const { clock, commands } = await opened();
  await clock.advance(500);
  await expect(commands.run(() => Promise.reject(refused))).rejects.toMatchObject({ code: "UNAVAILABLE" });
  expect(await commands.run(() => Promise.resolve("yes"))).toBe("yes");
});

it("tries nothing without a connection", async () => {
  const commands = new RedisCommands({ status: "reconnecting" } as unknown as RedisClient, new ManualClock());
  let tried = false;
  const call = commands.run(async () => {
    tried = true;
  });
  await expect(call).rejects.toMatchObject({ code: "UNAVAILABLE" });
  expect(tried).toBe(false);
});

it("tells when Redis is silent, and not when a connection is cut", async () => {
  const told = async (message: string): Promise<number> => {
    let times = 0;
    const commands = new RedisCommands(client, new ManualClock(), { onSilent: () => times++ });
    const calls = Array.from({ length: 5 }, () => commands.run(() => Promise.reject(new Error(message))));
    await Promise.allSettled(calls);
    return times;
  };
  expect(await told("Command timed out")).toBe(1);
  expect(await told("Connection is closed.")).toBe(0);
});

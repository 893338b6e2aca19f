import { inspect } from "node:util";
import { expect, it } from "vitest";
import { isReply, redisFailure } from "./redis-failure.js";

const refused = Object.assign(new Error("WRONGPASS invalid username-password pair"), {
  name: "ReplyError",
  command: { name: "auth", args: ["hunter2"] },
});

it("keeps an error's words and leaves the command's arguments behind", () => {
  const shown = redisFailure(refused);
  expect(shown).toMatchObject({ name: "ReplyError", message: "WRONGPASS invalid username-password pair" });
  expect(inspect(shown)).not.toContain("hunter2");
});

it("makes an error of anything that was thrown", () => {
  expect(redisFailure("gone").message).toBe("gone");
});

it("tells an answer of Redis from the lack of one", () => {
  expect(isReply(refused)).toBe(true);
  expect(isReply(redisFailure(refused))).toBe(true);
  expect(isReply(new Error("Command timed out"))).toBe(false);
  expect(isReply("gone")).toBe(false);
});

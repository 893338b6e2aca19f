import { defineContract, notify, push, request } from "@volley/protocol";
import { expect, it } from "vitest";
import * as z from "zod";
import { defineScenario } from "./define-scenario.js";
import { plainScenario } from "./load-scenario.js";

const chat = defineContract({
  routes: { "chat.say": request({ input: z.string() }), "chat.leave": request(), "chat.wave": notify() },
  pushes: { "chat.said": push(z.string()) },
});

it("fills in names and weights", () => {
  const scenario = defineScenario(chat, {
    steps: [{ request: "chat.leave" }, { notify: "chat.wave", weight: 2, name: "waves" }],
  });
  expect(plainScenario(scenario)?.steps.map(({ name, weight }) => [name, weight])).toEqual([
    ["chat.leave", 1],
    ["waves", 2],
  ]);
});

it("refuses what a file without types may say", () => {
  const define = (scenario: unknown) => () => defineScenario(chat, scenario as object);
  expect(define({ steps: [{ request: "chat.sya" }] })).toThrow('no request "chat.sya"');
  expect(define({ steps: [{ request: "chat.wave" }] })).toThrow('no request "chat.wave"');
  expect(define({ steps: [{ notify: "toString" }] })).toThrow('no notify "toString"');
  expect(define({ steps: [{}] })).toThrow("this one has none");
  expect(define({ steps: [{ run: () => {} }] })).toThrow("needs a name");
  expect(define({ steps: [{ request: "chat.leave", weight: 0 }] })).toThrow("must be positive");
  expect(define({ pushes: [{ push: "chat.sad" }] })).toThrow('no push "chat.sad"');
});

it("asks for names when two steps have one route", () => {
  const leave = { request: "chat.leave" } as const;
  expect(() => defineScenario(chat, { steps: [leave, leave] })).toThrow('two steps are called "chat.leave"');
  expect(() => defineScenario(chat, { steps: [leave, { ...leave, name: "again" }] })).not.toThrow();
});

it("plainScenario knows nothing else", () => {
  for (const other of [undefined, null, "text", {}, () => {}]) expect(plainScenario(other)).toBeUndefined();
});

import { ManualClock } from "@volley/protocol/internal";
import { expect, it } from "vitest";
import type { AskMessage } from "./worker-line.js";
import { WorkerQuestions } from "./worker-questions.js";

function start() {
  const clock = new ManualClock();
  const asked: (AskMessage & { place: number })[] = [];
  const worker = (place: number) => ({ place, send: (message: AskMessage) => void asked.push({ ...message, place }) });
  const workers = [worker(1), worker(2)];
  const questions = new WorkerQuestions({ clock, workers: () => workers, answerMs: 1_000 });
  const answer = (at: number, value: unknown) => questions.receive({ answer: asked[at]?.id, value });
  return { clock, asked, questions, answer };
}

it("asks each worker, and says what each of them says, in whichever order", async () => {
  const { asked, questions, answer } = start();
  const answers = questions.ask("metrics");
  expect(asked.map(({ ask, place }) => [ask, place])).toEqual([
    ["metrics", 1],
    ["metrics", 2],
  ]);
  answer(1, "b");
  answer(0, "a");
  expect([...(await answers)]).toEqual([
    [1, "a"],
    [2, "b"],
  ]);
});

it("waits no longer than an answer may take, and ignores what comes later, or makes no sense", async () => {
  const { clock, questions, answer } = start();
  const answers = questions.ask("health");
  answer(0, "a");
  for (const message of [undefined, null, "x", {}, { answer: "0" }, { answer: 99 }]) questions.receive(message);
  await clock.advance(1_000);
  expect([...(await answers)]).toEqual([
    [1, "a"],
    [2, undefined],
  ]);
  answer(1, "b");
});

it("asks once for all who want to know at a time, and anew for those who come later", async () => {
  const { asked, questions, answer } = start();
  const both = [questions.ask("health"), questions.ask("health")];
  const others = questions.ask("metrics");
  expect(asked).toHaveLength(4);
  for (let at = 0; at < 4; at++) answer(at, at);
  await Promise.all([...both, others]);
  void questions.ask("health");
  expect(asked).toHaveLength(6);
});

import type { Cancel, Clock } from "@volley/protocol/internal";
import { type AskMessage, isAnswer, type WorkerAnswers } from "./worker-line.js";

/** A worker, to the one who asks. */
export interface AskedWorker {
  /** Its place among the workers, from 1 on; whoever takes the place of a dead one has the same. */
  readonly place: number;
  send(message: AskMessage): void;
}

/** What questions work with. */
export interface QuestionParts {
  readonly clock: Clock;
  /** Those that can answer, now. */
  readonly workers: () => readonly AskedWorker[];
  /** How long an answer may take, in ms. Default: 3,000. */
  readonly answerMs?: number;
}

/** What each worker said, by its place; undefined: it said nothing in time. */
export type Answers<K extends keyof WorkerAnswers> = ReadonlyMap<number, WorkerAnswers[K] | undefined>;

/** Longer than a health check of one's own may take. */
const ANSWER_MS = 3_000;

/** Asks all workers the same. However many want to know at a time, each worker is asked once. */
export class WorkerQuestions {
  readonly #parts: QuestionParts;
  readonly #pending = new Map<number, (value: unknown) => void>();
  readonly #running = new Map<string, Promise<Answers<keyof WorkerAnswers>>>();
  #next = 0;

  constructor(parts: QuestionParts) {
    this.#parts = parts;
  }

  /** Asks; resolves when all have answered, or had their time. Never rejects. */
  ask<K extends keyof WorkerAnswers>(what: K): Promise<Answers<K>> {
    const running = this.#running.get(what) ?? this.#askAll(what).finally(() => this.#running.delete(what));
    this.#running.set(what, running);
    return running as Promise<Answers<K>>;
  }

  /** Takes a message of a worker; others than answers are ignored. */
  receive(message: unknown): void {
    if (isAnswer(message)) this.#pending.get(message.answer)?.(message.value);
  }

  async #askAll(ask: keyof WorkerAnswers): Promise<Answers<keyof WorkerAnswers>> {
    const asked = this.#parts.workers().map(async (worker) => [worker.place, await this.#askOne(worker, ask)] as const);
    return new Map(await Promise.all(asked)) as Answers<keyof WorkerAnswers>;
  }

  #askOne(worker: AskedWorker, ask: keyof WorkerAnswers): Promise<unknown> {
    const id = this.#next++;
    const { clock, answerMs = ANSWER_MS } = this.#parts;
    return new Promise((resolve) => {
      const settle = (value: unknown): void => {
        stop();
        this.#pending.delete(id);
        resolve(value);
      };
      const stop: Cancel = clock.after(answerMs, () => settle(undefined));
      this.#pending.set(id, settle);
      worker.send({ ask, id });
    });
  }
}

import type { Cancel, Clock } from "@volley/protocol/internal";
import type { Interval } from "../measure/tally.js";
import type { Plan } from "../schedule/plan.js";
import type { GeneratorProcess } from "./generator-process.js";
import type { News, ScenarioNames } from "./messages.js";

/** What the process that reports needs. */
export interface ConductorParts {
  readonly plan: Plan;
  /** The scenario file. */
  readonly scenario: string;
  readonly clock: Clock;
  readonly start: () => GeneratorProcess;
  readonly onPrepared: (names: ScenarioNames) => void;
  readonly onInterval: (process: number, interval: Interval) => void;
}

/** How a run ended. */
export interface Ended {
  /** Why it could not even begin. */
  readonly problem?: string;
  /** How many processes were lost on the way. */
  readonly lost: number;
}

/** Loading a scenario, TypeScript and schemas included, takes a busy machine a while. */
const PREPARE_MS = 60_000;
/** A process that says nothing for this long is lost. */
const SILENT_MS = 30_000;

type Stage = "preparing" | "prepared" | "running" | "done" | "lost";

/** Runs the processes that send: starts them together, hears what they do, and ends when all of them have. */
export class Conductor {
  readonly #parts: ConductorParts;
  readonly #generators: readonly GeneratorProcess[];
  readonly #stages: Stage[];
  readonly #watches: Cancel[] = [];
  #problem: string | undefined;
  #resolve: (ended: Ended) => void = () => {};

  constructor(parts: ConductorParts) {
    this.#parts = parts;
    this.#generators = Array.from({ length: parts.plan.processes }, () => parts.start());
    this.#stages = this.#generators.map(() => "preparing");
  }

  /** Runs to the end. Never rejects. */
  run(): Promise<Ended> {
    const { plan, scenario } = this.#parts;
    return new Promise((resolve) => {
      this.#resolve = resolve;
      for (const [process, generator] of this.#generators.entries()) {
        generator.onMessage((news) => this.#heard(process, news));
        generator.onGone(() => this.#gone(process));
        this.#watch(process, PREPARE_MS);
        generator.send({ type: "prepare", scenario, share: { process, plan } });
      }
    });
  }

  /** Ends it early, in good order. */
  stop(): void {
    if (this.#stages.includes("preparing")) this.#giveUp("it was stopped before it began");
    else for (const generator of this.#generators) generator.send({ type: "stop" });
  }

  #heard(process: number, news: News): void {
    const { onPrepared, onInterval } = this.#parts;
    if (this.#stages[process] === "lost" || this.#stages[process] === "done") return;
    this.#watch(process, SILENT_MS);
    switch (news.type) {
      case "prepared":
        this.#stages[process] = "prepared";
        if (this.#stages.some((stage) => stage !== "prepared")) return;
        onPrepared(news.names);
        for (const at of this.#stages.keys()) this.#stages[at] = "running";
        for (const generator of this.#generators) generator.send({ type: "start" });
        return;
      case "interval":
        return onInterval(process, news.interval);
      case "done":
        return this.#end(process, "done");
      case "refused":
        return this.#giveUp(news.problem);
    }
  }

  #gone(process: number): void {
    const stage = this.#stages[process];
    if (stage === "preparing" || stage === "prepared") this.#giveUp("a process ended while it loaded the scenario");
    else if (stage === "running") this.#end(process, "lost");
  }

  #giveUp(problem: string): void {
    this.#problem ??= problem;
    for (const process of this.#stages.keys()) this.#end(process, "lost");
  }

  #end(process: number, stage: "done" | "lost"): void {
    this.#watches[process]?.();
    this.#stages[process] = stage;
    this.#generators[process]?.kill();
    if (!this.#stages.every((each) => each === "done" || each === "lost")) return;
    const lost = this.#stages.filter((each) => each === "lost").length;
    this.#resolve(this.#problem === undefined ? { lost } : { problem: this.#problem, lost });
  }

  #watch(process: number, ms: number): void {
    this.#watches[process]?.();
    this.#watches[process] = this.#parts.clock.after(ms, () => this.#gone(process));
  }
}

/** A piece of work that says when it is over. It must call `done` exactly once, and never throw. */
export type Job = (done: () => void) => void;

/** Does one job after another, in the order they came; a bounded number of them waits. */
export class Mailbox {
  readonly #limit: number;
  readonly #waiting: Job[] = [];
  /** Of the job whose turn it is: whether it is being called, was over when it returned, or goes on. */
  #state: "idle" | "called" | "over" | "running" = "idle";

  /** `limit`: how many jobs may wait behind the running one. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Starts the job now or as soon as its turn comes; false when too many wait already. */
  post(job: Job): boolean {
    if (this.#state === "idle") {
      this.#start(job);
      return true;
    }
    if (this.#waiting.length >= this.#limit) return false;
    this.#waiting.push(job);
    return true;
  }

  #start(first: Job | undefined): void {
    // A loop, not recursion: many jobs that are done at once must not deepen the stack.
    for (let job = first; job !== undefined; job = this.#waiting.shift()) {
      this.#state = "called";
      job(this.#done);
      if (!this.#isOver()) return;
    }
    this.#state = "idle";
  }

  /** Whether the job was over when it returned; else it is running from now on. */
  #isOver(): boolean {
    if (this.#state === "over") return true;
    this.#state = "running";
    return false;
  }

  /** What jobs end with: one function for all, since only one of them has its turn. */
  readonly #done = (): void => {
    if (this.#state === "called") this.#state = "over";
    else if (this.#state === "running") this.#start(this.#waiting.shift());
  };
}

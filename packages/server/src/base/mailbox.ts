/** A piece of work that says when it is over. It must call `done` exactly once, and never throw. */
export type Job = (done: () => void) => void;

/** Does one job after another, in the order they came; a bounded number of them waits. */
export class Mailbox {
  readonly #limit: number;
  readonly #waiting: Job[] = [];
  #busy = false;

  /** `limit`: how many jobs may wait behind the running one. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Starts the job now or as soon as its turn comes; false when too many wait already. */
  post(job: Job): boolean {
    if (!this.#busy) {
      this.#start(job);
      return true;
    }
    if (this.#waiting.length >= this.#limit) return false;
    this.#waiting.push(job);
    return true;
  }

  #start(first: Job): void {
    this.#busy = true;
    // A loop, not recursion: many jobs that are done at once must not deepen the stack.
    let job: Job | undefined = first;
    while (job !== undefined) {
      let state: "starting" | "done" | "left" = "starting";
      job(() => {
        if (state === "starting") state = "done";
        else if (state === "left") this.#next();
      });
      if ((state as string) !== "done") {
        state = "left";
        return;
      }
      job = this.#waiting.shift();
    }
    this.#busy = false;
  }

  #next(): void {
    const job = this.#waiting.shift();
    if (job === undefined) this.#busy = false;
    else this.#start(job);
  }
}

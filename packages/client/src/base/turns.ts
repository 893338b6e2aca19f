/** Something to be done in its turn. If it takes its time it returns a promise, which must not reject. */
export type Turn = () => Promise<void> | void;

/** Does things one after another, in the order they came: at once while nothing is under way. */
export class Turns {
  #last: Promise<void> | undefined;

  take(turn: Turn): void {
    const done = this.#last === undefined ? turn() : this.#last.then(turn);
    if (done === undefined) return;
    const last = done.then(() => {
      if (this.#last === last) this.#last = undefined;
    });
    this.#last = last;
  }
}

import { Mailbox } from "../base/mailbox.js";

/** A message that is not done yet. */
export interface UnderWay {
  /** Tells whoever works on it that nobody waits any more. */
  abort(why: string): void;
}

/** Limits of one session. */
export interface CallLimits {
  /** Messages that may wait for one service. */
  readonly mailbox: number;
  /** Messages under way in all, waiting ones included. */
  readonly inFlight: number;
}

/** The calls of one session: what is under way, and the order in which the rest starts. */
export class SessionCalls {
  readonly #limits: CallLimits;
  readonly #requests = new Map<number, UnderWay>();
  readonly #running = new Set<UnderWay>();
  readonly #waits = new Set<(done: UnderWay) => void>();
  readonly #mailboxes = new Map<string, Mailbox>();

  constructor(limits: CallLimits) {
    this.#limits = limits;
  }

  /** How many are under way. */
  get size(): number {
    return this.#running.size;
  }

  /** Whether another message may come in. */
  get full(): boolean {
    return this.#running.size >= this.#limits.inFlight;
  }

  /** Whether a request with this id is under way. */
  has(id: number): boolean {
    return this.#requests.has(id);
  }

  add(call: UnderWay, id: number | undefined): void {
    this.#running.add(call);
    if (id !== undefined) this.#requests.set(id, call);
  }

  remove(call: UnderWay, id: number | undefined): void {
    this.#running.delete(call);
    for (const wait of this.#waits) wait(call);
    if (id !== undefined) this.#requests.delete(id);
  }

  cancel(id: number): void {
    this.#requests.get(id)?.abort("the client cancelled the request");
  }

  abortRequests(why: string): void {
    for (const call of [...this.#requests.values()]) call.abort(why);
  }

  /** Resolves when all that is under way now is done. */
  settled(): Promise<void> {
    const open = new Set(this.#running);
    if (open.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const wait = (call: UnderWay): void => {
        open.delete(call);
        if (open.size > 0) return;
        this.#waits.delete(wait);
        resolve();
      };
      this.#waits.add(wait);
    });
  }

  abortAll(why: string): void {
    for (const call of this.#running) call.abort(why);
  }

  /** The mailbox of one service. There are as many as services, so they are kept. */
  mailbox(service: string): Mailbox {
    let mailbox = this.#mailboxes.get(service);
    if (mailbox === undefined) {
      mailbox = new Mailbox(this.#limits.mailbox);
      this.#mailboxes.set(service, mailbox);
    }
    return mailbox;
  }
}

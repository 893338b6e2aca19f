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
  readonly #mailboxes = new Map<string, Mailbox>();

  constructor(limits: CallLimits) {
    this.#limits = limits;
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
    if (id !== undefined) this.#requests.delete(id);
  }

  cancel(id: number): void {
    this.#requests.get(id)?.abort("the client cancelled the request");
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

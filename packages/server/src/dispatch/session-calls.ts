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
  /** Stands apart from the others until the next one comes: most are done by then, and cost no table an entry. */
  #newest: UnderWay | undefined;
  #newestId: number | undefined;
  readonly #requests = new Map<number, UnderWay>();
  #notifies: Set<UnderWay> | undefined;
  #waits: Set<(done: UnderWay) => void> | undefined;
  readonly #mailboxes = new Map<string, Mailbox>();

  constructor(limits: CallLimits) {
    this.#limits = limits;
  }

  /** How many messages are not done yet. */
  get size(): number {
    return this.#requests.size + (this.#notifies?.size ?? 0) + (this.#newest === undefined ? 0 : 1);
  }

  /** Whether another message may come in. */
  get full(): boolean {
    return this.size >= this.#limits.inFlight;
  }

  /** Whether a request with this id is under way. */
  has(id: number): boolean {
    return this.#request(id) !== undefined;
  }

  add(call: UnderWay, id: number | undefined): void {
    const older = this.#newest;
    const olderId = this.#newestId;
    this.#newest = call;
    this.#newestId = id;
    if (older === undefined) return;
    if (olderId !== undefined) this.#requests.set(olderId, older);
    else if (this.#notifies === undefined) this.#notifies = new Set([older]);
    else this.#notifies.add(older);
  }

  remove(call: UnderWay, id: number | undefined): void {
    if (call === this.#newest) this.#newest = undefined;
    else if (id !== undefined) this.#requests.delete(id);
    else this.#notifies?.delete(call);
    if (this.#waits !== undefined) for (const wait of this.#waits) wait(call);
  }

  cancel(id: number): void {
    this.#request(id)?.abort("the client cancelled the request");
  }

  abortRequests(why: string): void {
    const newest = this.#newestId === undefined ? undefined : this.#newest;
    for (const call of [...this.#requests.values()]) call.abort(why);
    newest?.abort(why);
  }

  /** Resolves when all that is under way now is done. */
  settled(): Promise<void> {
    const open = new Set(this.#all());
    if (open.size === 0) return Promise.resolve();
    this.#waits ??= new Set();
    const waits = this.#waits;
    return new Promise((resolve) => {
      const wait = (call: UnderWay): void => {
        open.delete(call);
        if (open.size > 0) return;
        waits.delete(wait);
        resolve();
      };
      waits.add(wait);
    });
  }

  abortAll(why: string): void {
    for (const call of this.#all()) call.abort(why);
  }

  #all(): readonly UnderWay[] {
    return [
      ...this.#requests.values(),
      ...(this.#notifies ?? []),
      ...(this.#newest === undefined ? [] : [this.#newest]),
    ];
  }

  #request(id: number): UnderWay | undefined {
    return this.#newest !== undefined && this.#newestId === id ? this.#newest : this.#requests.get(id);
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

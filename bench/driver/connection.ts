import type { Payload } from "../payloads.js";
import type { Incoming, Listener, WebSocketClient } from "./web-socket.js";

/** Who connects. */
export interface Player {
  readonly uid: string;
  /** The group that it joins. */
  readonly group: number;
}

/** One client of a peer: what its real client would write, written as cheaply as possible. */
export abstract class Connection implements Listener {
  /** Answers and pushes that have come. */
  answered = 0;
  pushed = 0;
  /** Hears how many answers a read brought. */
  onAnswers: ((count: number) => void) | undefined;
  protected readonly socket: WebSocketClient;
  #toldAnswers = 0;
  #expectation: Expectation | undefined;

  constructor(socket: WebSocketClient) {
    this.socket = socket;
    socket.listen(this);
  }

  /** Sends requests in one tick, as the peer's client would. */
  abstract request(count: number, payload: Payload): void;
  /** Sends messages that get no answer. */
  abstract notify(count: number): void;
  /** Looks at a message that nobody waited for. */
  protected abstract read(incoming: Incoming): void;
  /** Joins another group. Only where a scenario asks for it. */
  enterAnother?(group: number): Promise<void>;

  get bytes(): { readonly in: number; readonly out: number } {
    return this.socket.bytes;
  }

  destroy(): void {
    this.socket.destroy();
  }

  message(incoming: Incoming): void {
    if (this.#expectation === undefined) this.read(incoming);
    else this.#expectation.look(incoming);
  }

  turn(): void {
    const fresh = this.answered - this.#toldAnswers;
    this.#toldAnswers = this.answered;
    if (fresh > 0) this.onAnswers?.(fresh);
  }

  close(): void {
    this.#expectation?.reject(new Error("the server closed the connection"));
  }

  /** Resolves with what `take` makes of a message; those of which it makes undefined are skipped. */
  protected expect<T>(take: (incoming: Incoming) => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const give = setTimeout(() => done(() => reject(new Error("the server didn't answer within 20 s"))), 20_000);
      const done = (settle: () => void): void => {
        clearTimeout(give);
        this.#expectation = undefined;
        settle();
      };
      const look = (incoming: Incoming): void => {
        try {
          const taken = take(incoming);
          if (taken !== undefined) done(() => resolve(taken));
        } catch (error) {
          done(() => reject(error as Error));
        }
      };
      this.#expectation = { look, reject: (error) => done(() => reject(error)) };
    });
  }
}

interface Expectation {
  look(incoming: Incoming): void;
  reject(error: Error): void;
}

/** How clients of a peer come to be. */
export interface Wire<C extends Connection = Connection> {
  connect(port: number, player: Player): Promise<C>;
  /** Takes the place of one that was lost, with whatever the peer has for that. */
  reconnect?(port: number, lost: C, player: Player): Promise<C>;
}

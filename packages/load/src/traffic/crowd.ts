import { LoadClient, type LoadClientParts } from "./load-client.js";

/** All clients of one process. */
export class Crowd {
  readonly #parts: LoadClientParts;
  readonly #clients: LoadClient[] = [];
  readonly #ready: LoadClient[] = [];
  #turn = 0;

  constructor(parts: Omit<LoadClientParts, "onReady">) {
    const onReady = (client: LoadClient, isReady: boolean): void => {
      if (isReady) this.#ready.push(client);
      else this.#ready.splice(this.#ready.indexOf(client), 1);
    };
    this.#parts = { ...parts, onReady };
  }

  get connected(): number {
    return this.#clients.filter(({ isConnected }) => isConnected).length;
  }

  /** Adds a client, which connects; `at` is when that was due. */
  open(index: number, at: number): void {
    const client = new LoadClient(index, this.#parts);
    this.#clients.push(client);
    void client.open(at);
  }

  /** Picks the client whose turn it is, of those that can send; undefined: none can. */
  next(): LoadClient | undefined {
    return this.#ready[this.#turn++ % this.#ready.length];
  }

  /** Closes all of them. */
  async close(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.close()));
  }
}

import {
  type ContractParts,
  createRouteTable,
  EXTENSION,
  encodeOnceMark,
  encodeRequest,
  toUtf8,
} from "@volley/protocol/internal";
import { RawClient } from "../raw-client.js";
import { roomContract } from "./room-contract.js";

const contract = roomContract();
const ROUTE = createRouteTable(contract as unknown as ContractParts).routes.get("room.order")?.number ?? -1;

/** An order, as often as it is sent. */
export interface Order {
  readonly client: string;
  readonly id: string;
  readonly takesMs: number;
  /** How old it claims to be, in ms; 0: sent for the first time. */
  readonly ageMs: number;
  /** What the server called its memory before the first time. */
  readonly memory: string;
}

/** A client that sends one `once` request over a connection of its own, as if it were the first, or not. */
export class OrderClient {
  readonly #raw: RawClient;

  private constructor(raw: RawClient) {
    this.#raw = raw;
  }

  static async join(url: string, client: string): Promise<OrderClient> {
    return new OrderClient(await new RawClient(url).join({ contract: contract.fingerprint, token: "a", client }));
  }

  /** What the server calls its memory. */
  get memory(): string {
    return (this.#raw.json("welcome") as { memory: string }).memory;
  }

  send({ id, takesMs, ageMs, memory }: Order): void {
    const mark = { type: EXTENSION.once, value: encodeOnceMark({ serial: 1, ageMs, memory }) };
    this.#raw.send(encodeRequest(1, ROUTE, { payload: toUtf8(JSON.stringify({ id, takesMs })), extensions: [mark] }));
  }

  /** Waits for the answer: the reply, or the error's code. */
  async answer(withinMs = 30_000): Promise<unknown> {
    const end = performance.now() + withinMs;
    for (;;) {
      const [frame] = this.#raw.frames.filter(({ kind }) => kind === "reply" || kind === "error");
      if (frame?.kind === "reply") return this.#raw.json("reply");
      if (frame?.kind === "error") return (this.#raw.json("error") as { code: string }).code;
      if (performance.now() > end) throw new Error("no answer came");
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  leave(): void {
    this.#raw.terminate();
  }
}

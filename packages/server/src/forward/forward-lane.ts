import type { NodeInfo } from "../cluster/node-info.js";

/** A message in a lane. */
export interface LaneMessage {
  /** Where it stood in the order of its session. */
  readonly order: number;
  /** Whether it was settled while it waited. */
  readonly settled: boolean;
  /** Picks a node; `current` is where the lane's last message went. Undefined if there is none: then it settled. */
  pick(current: string | undefined): NodeInfo | undefined;
  /** Sends it, and calls `over` once: with true if it surely has not started there and wants another node. */
  send(node: NodeInfo, over: (again: boolean) => void): void;
}

/**
 * The messages of one session to one service, on their way to the node that serves it. They leave in their order
 * without waiting for answers; only before the lane turns to another node everything at the old one must be over,
 * or a later message could start before an earlier one.
 */
export class ForwardLane {
  readonly #limit: number;
  #waiting: LaneMessage[] = [];
  #node: string | undefined;
  #away = 0;

  /** `limit`: how many messages may wait here. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Sends a message, or keeps it until its turn; false if too many wait. */
  post(message: LaneMessage): boolean {
    if (this.#waiting.length >= this.#limit) return false;
    this.#waiting.push(message);
    this.#pump();
    return true;
  }

  #pump(): void {
    for (let message = this.#waiting[0]; message !== undefined; message = this.#waiting[0]) {
      if (!message.settled) {
        const node = message.pick(this.#node);
        if (node !== undefined && node.id !== this.#node && this.#away > 0) return;
        if (node !== undefined) this.#send(message, node);
      }
      this.#waiting.shift();
    }
  }

  #send(message: LaneMessage, node: NodeInfo): void {
    this.#node = node.id;
    this.#away++;
    message.send(node, (again) => {
      this.#away--;
      if (again) this.#putBack(message);
      // A lost batch reports its messages one after another: none may leave before all are back in their order.
      queueMicrotask(() => this.#pump());
    });
  }

  #putBack(message: LaneMessage): void {
    this.#waiting.push(message);
    this.#waiting.sort((one, other) => one.order - other.order);
  }
}

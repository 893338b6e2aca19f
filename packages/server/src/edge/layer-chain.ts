import type { Clock } from "@volley/protocol/internal";
import type { ConnectionHooks, NextMessage } from "./connection-layer.js";
import { MessageStage } from "./message-stage.js";

/** Where messages go that have passed every layer. */
export interface LayerChainParts {
  /** What the layers want of this connection, the outermost first. */
  readonly hooks: readonly ConnectionHooks[];
  readonly receive: NextMessage;
  readonly send: NextMessage;
  /** A layer threw, or kept a message for too long. */
  readonly failed: (error: unknown) => void;
  /** Nothing that goes out waits any more. */
  readonly sent: () => void;
  readonly clock: Clock;
}

/** The layers of one connection, around its messages in both directions. */
export class LayerChain {
  readonly #stages: { readonly in: readonly MessageStage[]; readonly out: readonly MessageStage[] };
  readonly #receive: NextMessage;
  readonly #send: NextMessage;

  constructor({ hooks, receive, send, failed, sent, clock }: LayerChainParts) {
    const inbound: MessageStage[] = [];
    const outbound: MessageStage[] = [];
    this.#receive = hooks.reduceRight<NextMessage>((next, hook) => {
      if (hook.receive === undefined) return next;
      const stage = new MessageStage({ run: hook.receive.bind(hook), next, failed, idle: () => {}, clock });
      inbound.push(stage);
      return (message) => stage.take(message);
    }, receive);
    this.#send = hooks.reduce<NextMessage>((next, hook) => {
      if (hook.send === undefined) return next;
      const idle = (): void => {
        if (this.waitingToSend === 0) sent();
      };
      const stage = new MessageStage({ run: hook.send.bind(hook), next, failed, idle, clock });
      outbound.push(stage);
      return (message) => stage.take(message);
    }, send);
    this.#stages = { in: inbound, out: outbound };
  }

  /** Bytes of the client's that layers keep. */
  get waitingToReceive(): number {
    return bytesIn(this.#stages.in);
  }

  /** Bytes to the client that layers keep. */
  get waitingToSend(): number {
    return bytesIn(this.#stages.out);
  }

  receive(message: Uint8Array): void {
    this.#receive(message);
  }

  send(message: Uint8Array): void {
    this.#send(message);
  }

  /** Drops what waits; nothing goes on from now on. */
  end(): void {
    for (const stage of [...this.#stages.in, ...this.#stages.out]) stage.end();
  }
}

function bytesIn(stages: readonly MessageStage[]): number {
  let bytes = 0;
  for (const stage of stages) bytes += stage.waitingBytes;
  return bytes;
}

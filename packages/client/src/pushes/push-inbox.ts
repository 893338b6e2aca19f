import type { Delivery, Serializer, VolleyError } from "@volley/protocol";
import { type Numbered, type PushDefinition, type PushFrame, parse, traceOf } from "@volley/protocol/internal";
import { Listeners } from "../base/listeners.js";
import type { Logger } from "../base/logger.js";
import { onAbort } from "../base/on-abort.js";
import type { Unsubscribe } from "../base/unsubscribe.js";
import { groupOf } from "./group-of.js";
import type { PushMeta } from "./push-meta.js";
import { PushStream } from "./push-stream.js";
import type { PushesOptions } from "./pushes-options.js";
import type { StreamEntry } from "./stream-positions.js";

type Push = Numbered<PushDefinition>;
type Handlers = Listeners<[data: unknown, meta: PushMeta]>;
/** Hears a push. */
export type PushHandler = (data: unknown, meta: PushMeta) => void;

/** Options of a stream, whatever the delivery class. */
export type StreamOptions = PushesOptions<Exclude<Delivery, "replay">>;

/** What an inbox needs. */
export interface PushInboxPorts {
  readonly serializer: Serializer;
  /** Whether pushes go through their schemas. */
  readonly parse: boolean;
  readonly logger: Logger;
}

/** Brings pushes to their handlers. */
export class PushInbox {
  readonly #ports: PushInboxPorts;
  readonly #handlers = new Map<string, Handlers>();
  readonly #streams = new Set<PushStream<unknown>>();
  /** Names of the pushes that were refused once. */
  readonly #refused = new Set<string>();
  #isClosed = false;

  constructor(ports: PushInboxPorts) {
    this.#ports = ports;
  }

  /** Adds a handler until it is undone or the signal aborts. */
  handle({ name }: Push, handler: PushHandler, signal?: AbortSignal): Unsubscribe {
    return this.#handlersOf(name).add(handler, signal);
  }

  /** Opens a stream of what comes from now on; of one group, if that is named. */
  stream(push: Push, options: StreamOptions = {}, group?: string): PushStream<unknown> {
    const { buffer = 64, overflow = push.definition.delivery === "replay" ? "fail" : "drop-oldest", signal } = options;
    const stream = new PushStream<unknown>({ buffer, overflow });
    this.#streams.add(stream);
    stream.hold(() => this.#streams.delete(stream));
    stream.hold(
      this.handle(push, (data, meta) => {
        if (group === undefined || meta.group === group) stream.add(data);
      }),
    );
    stream.hold(onAbort(signal, () => stream.end()));
    if (this.#isClosed) stream.end();
    return stream;
  }

  /** Hands a push to its handlers, once it is parsed. One that nobody handles isn't even decoded. Never rejects. */
  deliver(push: Push, frame: PushFrame, entry?: StreamEntry): Promise<void> | undefined {
    const handlers = this.#handlersOf(push.name);
    if (handlers.isEmpty) return undefined;
    const drop = (error: unknown): void => this.#drop(push, error);
    try {
      const data = this.read(push, frame.payload);
      const meta: PushMeta = {
        push: push.name,
        group: groupOf(frame),
        trace: traceOf(frame.extensions),
        ...entry?.meta,
      };
      if (data instanceof Promise) {
        return data
          .then((parsed) => entry?.isOver() !== true && handlers.tell(parsed, meta))
          .catch(drop) as Promise<void>;
      }
      handlers.tell(data, meta);
    } catch (error) {
      drop(error);
    }
    return undefined;
  }

  /** Drops a push that the server means differently, with one warning per name. */
  refuse({ name }: Push, why: VolleyError): void {
    if (this.#refused.has(name)) return;
    this.#refused.add(name);
    this.#ports.logger.warn(`pushes are dropped: ${why.message}`, { push: name });
  }

  /** Ends every subscription, and those that come from now on. */
  close(): void {
    this.#isClosed = true;
    for (const stream of this.#streams) stream.end();
    for (const handlers of this.#handlers.values()) handlers.close();
  }

  /** Decodes and parses a push. Throws, or rejects with, what is wrong with it. */
  read({ name, definition }: Push, payload: Uint8Array): unknown {
    const data = this.#ports.serializer.decode(payload, { kind: "push", name });
    return this.#ports.parse ? parse(definition.data, data, `the push ${name}`) : data;
  }

  #handlersOf(name: string): Handlers {
    let handlers = this.#handlers.get(name);
    if (handlers === undefined) {
      handlers = new Listeners((error) => this.#ports.logger.error(`a handler of the push ${name} failed`, { error }));
      this.#handlers.set(name, handlers);
      if (this.#isClosed) handlers.close();
    }
    return handlers;
  }

  #drop({ name }: Push, error: unknown): void {
    this.#ports.logger.error(`a push ${name} was dropped: it can't be read`, { push: name, error });
  }
}

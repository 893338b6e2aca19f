import type { Client } from "@volley/client";
import type { AnyContract, PushName, PushReceived } from "@volley/protocol";
import { systemError } from "@volley/protocol/internal";
import { PushInbox } from "./push-inbox.js";

/** A client with eyes for tests: it keeps every push until the test asks for it. */
export interface TestClient<C extends AnyContract> extends Client<C> {
  /**
   * Takes the oldest push of that name that no `nextPush` returned yet, or waits for one. `timeoutMs` is real time,
   * whatever the cluster's clock says; default 2,000. Rejects with `TIMEOUT`.
   */
  nextPush<K extends PushName<C>>(
    push: K,
    options?: {
      readonly timeoutMs?: number | undefined;
      readonly where?: ((data: PushReceived<C, K>) => boolean) | undefined;
    },
  ): Promise<PushReceived<C, K>>;
  /** Waits until everything under way has arrived, and rejects with `CONFLICT` if a push of that name is there. */
  expectNoPush(push: PushName<C>): Promise<void>;
  /** Breaks the connection, as a lost network does; the client reconnects when the clock moves. */
  disconnect(): void;
}

/** What a test client is made of. */
export interface TestClientParts<C extends AnyContract> {
  readonly client: Client<C>;
  readonly pushNames: readonly string[];
  readonly disconnect: () => void;
}

/** Puts inboxes behind a client. */
export function createTestClient<C extends AnyContract>(parts: TestClientParts<C>): TestClient<C> {
  const { client, pushNames, disconnect } = parts;
  const inboxes = new Map<string, PushInbox>();
  for (const name of pushNames) {
    const inbox = new PushInbox(name);
    inboxes.set(name, inbox);
    client.onPush(name as PushName<C>, (data) => inbox.add(data));
  }
  const inboxOf = (name: string): PushInbox => {
    const inbox = inboxes.get(name);
    if (inbox === undefined) throw systemError("BAD_REQUEST", `the contract has no push "${name}"`);
    return inbox;
  };
  const eyes: Readonly<Record<PropertyKey, unknown>> = {
    nextPush: (name: string, options: NextPushOptions = {}) =>
      inboxOf(name).next(options.where ?? (() => true), options.timeoutMs ?? 2_000),
    expectNoPush: async (name: string) => {
      await settle();
      const { size } = inboxOf(name);
      if (size > 0) throw systemError("CONFLICT", `${size} pushes ${name} came, none was expected`);
    },
    disconnect,
  };
  // Everything else is the client's own, called on the client itself: it may hold private fields.
  return new Proxy(client, {
    get: (target, key) => {
      if (Object.hasOwn(eyes, key)) return eyes[key];
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  }) as TestClient<C>;
}

interface NextPushOptions {
  readonly timeoutMs?: number;
  readonly where?: (data: unknown) => boolean;
}

/** Lets messages in memory arrive: they take a few turns of the event loop. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setImmediate(resolve));
}

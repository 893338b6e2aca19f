import type { Clock } from "@volley/protocol/internal";
import type { PlainScenario } from "../scenario/load-scenario.js";
import type { OpenClient } from "../traffic/open-client.js";
import { Traffic } from "../traffic/traffic.js";
import type { Channel, News, Order } from "./messages.js";

/** What a process that sends needs. */
export interface GeneratorParts {
  readonly channel: Channel<News, Order>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly openClient: OpenClient;
  readonly readScenario: (path: string) => Promise<PlainScenario>;
  /** Ends the process. */
  readonly exit: () => void;
}

/** Does what the other side orders: makes its share of the load, and tells about it once a second. */
export function generate({ channel, exit, readScenario, ...ports }: GeneratorParts): void {
  let traffic: Traffic | undefined;
  const prepare = async ({ scenario: path, share }: Extract<Order, { type: "prepare" }>): Promise<void> => {
    try {
      const scenario = await readScenario(path);
      const onInterval: ConstructorParameters<typeof Traffic>[0]["onInterval"] = (interval) =>
        channel.send({ type: "interval", interval });
      traffic = new Traffic({ ...ports, scenario, share, onInterval });
      const { steps, pushes } = scenario;
      const names = { steps: steps.map(({ name }) => name), pushes: pushes.map(({ push }) => push) };
      channel.send({ type: "prepared", names });
    } catch (thrown) {
      channel.send({ type: "refused", problem: thrown instanceof Error ? thrown.message : String(thrown) });
    }
  };
  channel.onMessage((order) => {
    if (order.type === "prepare") void prepare(order);
    else if (order.type === "start") void traffic?.run().then(() => channel.send({ type: "done" }));
    else traffic?.stop();
  });
  channel.onGone(exit);
}

import { ManualClock } from "@volley/protocol/internal";
import { expect, it } from "vitest";
import { createHealth, type HealthSources } from "./node-health.js";

it("leaves clients where they are while Redis is away for a moment, and sends new ones elsewhere after 15 s", async () => {
  const clock = new ManualClock();
  let tell = (_up: boolean): void => {};
  const bus = {
    onChange: (handler: (up: boolean) => void) => {
      tell = handler;
    },
  };
  const health = createHealth({
    ...{ clock, engine: { bus }, self: { joined: true, registered: true, draining: false } },
    logger: { debug() {}, info() {}, warn() {}, error() {} },
    identity: { role: "both" },
    hasAcceptor: true,
  } as unknown as HealthSources);
  expect(await health.check()).toMatchObject({ ready: true });
  tell(false);
  await clock.advance(14_999);
  expect(await health.check()).toMatchObject({ ready: true });
  await clock.advance(1);
  expect(await health.check()).toMatchObject({ ready: false, reasons: ["redis"] });
  tell(true);
  expect(await health.check()).toMatchObject({ ready: true });
});

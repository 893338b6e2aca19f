import { ManualClock } from "@volley/protocol/internal";
import { expect, it } from "vitest";
import type { Bus } from "./bus.js";
import { BusOutage } from "./bus-outage.js";

it("tells for how long messages have not got through", async () => {
  const clock = new ManualClock();
  let tell = (_up: boolean): void => {};
  const bus: Pick<Bus, "onChange"> = {
    onChange: (handler) => {
      tell = handler;
      return Object.assign(() => {}, { [Symbol.dispose]: () => {} });
    },
  };
  const outage = new BusOutage(bus, clock);
  expect(outage.ms).toBe(0);
  tell(false);
  await clock.advance(14_999);
  expect(outage.ms).toBe(14_999);
  tell(true);
  await clock.advance(1);
  expect(outage.ms).toBe(0);
});

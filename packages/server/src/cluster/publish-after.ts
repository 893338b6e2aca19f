import type { Bus } from "./bus.js";

/** A bus that does something first whenever it publishes: what waits for the end of the tick must not be overtaken. */
export function publishAfter(bus: Bus, first: () => void): Bus {
  return {
    subscribe: (channel, receive) => bus.subscribe(channel, receive),
    listen: (channel, receive) => bus.listen(channel, receive),
    publish: (channel, message) => {
      first();
      return bus.publish(channel, message);
    },
    get up() {
      return bus.up;
    },
    onChange: (handler) => bus.onChange(handler),
  };
}

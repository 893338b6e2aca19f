import { useEffect, useState } from "react";

/** Counts down to a deadline on the server's clock. Returns whole seconds, 0 when it has passed. */
export function useSecondsLeft(deadline: number, serverNow: () => number): number {
  const secondsLeft = () => Math.max(0, Math.ceil((deadline - serverNow()) / 1_000));
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 200);
    return () => clearInterval(timer);
  }, []);
  return secondsLeft();
}

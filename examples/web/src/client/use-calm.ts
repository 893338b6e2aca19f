import type { Status } from "@volley/client";
import { useEffect, useState } from "react";

/** A drop that is over in this time isn't shown, in ms. Most are: the session goes on, and nothing was missed. */
const calmMs = 3_000;

/** Keeps calm: returns the client's state, and "ready" for one that was ready a moment ago and is on its way back. */
export function useCalm(state: Status["state"]): Status["state"] {
  const isOnItsWay = state === "connecting" || state === "waiting";
  const isReady = state === "ready";
  // From the start until it is ready for the first time there is nothing to be calm about.
  const [isLate, setLate] = useState(true);

  useEffect(() => {
    if (isReady) setLate(false);
    if (!isOnItsWay) return;
    const timer = setTimeout(() => setLate(true), calmMs);
    return () => clearTimeout(timer);
  }, [isReady, isOnItsWay]);

  return isOnItsWay && !isLate ? "ready" : state;
}

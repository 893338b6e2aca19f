import type { ReactNode } from "react";
import { rulesOfPlay } from "../rules/rules-of-play.js";
import { useDuel } from "./use-duel.js";
import { useSecondsLeft } from "./use-seconds-left.js";

/** Shows the time that is left for the running turn, by the server's clock. */
export function TurnClock({ deadline }: { readonly deadline: number }): ReactNode {
  const { duel } = useDuel();
  const seconds = useSecondsLeft(deadline, duel.serverNow);
  const share = Math.min(1, (seconds * 1_000) / rulesOfPlay.turnMs);
  return (
    <>
      <p className="clock" data-short={seconds <= 10} role="timer">
        {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, "0")}
      </p>
      <div className="clock-bar" style={{ transform: `scaleX(${share})` }} />
    </>
  );
}

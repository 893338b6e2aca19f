import { type ReactNode, useEffect, useRef } from "react";
import type { SeatIndex } from "../rules/table-state.js";
import type { PublicView } from "../rules/view.js";
import { linkTo } from "./page-address.js";
import { describeEnd, describeWinner } from "./table-texts.js";
import { useDuel } from "./use-duel.js";

/** Shows how the game ended, the best word, and the way to the next game. */
export function ResultPanel(props: {
  readonly game: PublicView;
  readonly end: Extract<PublicView["now"], { phase: "over" }>;
  readonly seat: SeatIndex;
  readonly table: string;
  /** One more control. */
  readonly children: ReactNode;
}): ReactNode {
  const { game, end, seat, table, children } = props;
  const { duel } = useDuel();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The button that was pressed last may be gone with the desk: then the keyboard goes on from here.
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  const [mine, other] = seat === 0 ? game.players : [game.players[1], game.players[0]];
  const words = game.turns.flatMap((turn) => (turn.kind === "word" ? [turn] : []));
  const best = words.reduce((a, b) => (b.score > a.score ? b : a), words[0] ?? { word: "", score: 0 });
  return (
    <div className="desk result">
      <h2 className="winner" tabIndex={-1} ref={heading}>
        {describeWinner(end.winner, { players: game.players, seat })}
      </h2>
      <p className="final">
        {mine.score} to {other.score}
      </p>
      <p>
        {describeEnd(end.reason)} {best.word === "" ? "" : `Best word: ${best.word} for ${best.score}.`}
      </p>
      <div className="controls">
        <button type="button" className="plain" onClick={duel.goHome}>
          Leave
        </button>
        <a className="plain button" href={linkTo({ what: "game", table })}>
          Replay
        </a>
        {children}
        <button type="button" className="primary" onClick={duel.find}>
          Play again
        </button>
      </div>
    </div>
  );
}

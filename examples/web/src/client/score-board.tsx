import type { ReactNode } from "react";
import type { SeatIndex } from "../rules/table-state.js";
import type { PublicView } from "../rules/view.js";
import { TurnClock } from "./turn-clock.js";

/**
 * Shows both players with their scores; whose turn it is, with the time that is left. A watcher has no `seat`; a replay
 * has no clock.
 */
export function ScoreBoard(props: {
  readonly game: PublicView;
  readonly seat?: SeatIndex;
  readonly clock?: boolean;
}): ReactNode {
  const { game, seat, clock = true } = props;
  const { players, now } = game;
  const seats: readonly SeatIndex[] = seat === 1 ? [1, 0] : [0, 1];
  return (
    <div className="board">
      {seats.map((index) => {
        const player = players[index];
        const toMove = now.phase === "playing" && now.toMove === index;
        return (
          <article
            key={player.uid}
            className="player"
            data-side={index === seats[0] ? "me" : "other"}
            data-to-move={toMove}
          >
            <h2 className="player-name">{index === seat ? "You" : player.name}</h2>
            <p className="score">
              {player.score}
              <span className="spoken"> points</span>
            </p>
            <p className="detail">{player.tiles} tiles</p>
            {toMove && clock ? <TurnClock deadline={now.deadline} /> : null}
          </article>
        );
      })}
    </div>
  );
}

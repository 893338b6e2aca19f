import type { ReactNode } from "react";
import { linkTo } from "./page-address.js";
import { ScoreBoard } from "./score-board.js";
import { ScoreSheet } from "./score-sheet.js";
import { ScreenHeading } from "./screen-heading.js";
import type { TableSeen } from "./table-seen.js";
import { describeEnd, describeTable, describeWinner } from "./table-texts.js";
import { useDuel } from "./use-duel.js";

/** Shows somebody else's game: the players, the words so far. It knows no racks. */
export function TvScreen({ seen: { table, game } }: { readonly seen: TableSeen }): ReactNode {
  const { duel } = useDuel();
  if (game === undefined) return <p className="loading">Turning on…</p>;
  const { now, players, bag } = game.value;
  return (
    <section className="table" aria-label="TV">
      <ScreenHeading>
        TV: {players[0].name} against {players[1].name}
      </ScreenHeading>
      <p className="spoken" aria-live="polite">
        {describeTable(game.value)}
      </p>
      <ScoreBoard game={game.value} />
      <ScoreSheet game={game.value} />
      <div className="desk result">
        <h2 className="winner">
          {now.phase === "over" ? describeWinner(now.winner, { players }) : `${players[now.toMove].name} is thinking…`}
        </h2>
        <p>{now.phase === "over" ? describeEnd(now.reason) : `${bag} tiles in the bag`}</p>
        <div className="controls">
          <button type="button" className="plain" onClick={duel.goHome}>
            Leave
          </button>
          {now.phase === "over" ? (
            <a className="primary button" href={linkTo({ what: "game", table })}>
              Replay
            </a>
          ) : null}
        </div>
      </div>
    </section>
  );
}

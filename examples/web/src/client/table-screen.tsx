import type { ReactNode } from "react";
import { ResultPanel } from "./result-panel.js";
import { ScoreBoard } from "./score-board.js";
import { ScoreSheet } from "./score-sheet.js";
import type { TableSeen } from "./table-seen.js";
import { describeTable } from "./table-texts.js";
import { WordDesk } from "./word-desk.js";

/** Shows a table: the players, the words so far, and the own tiles or the result. */
export function TableScreen({ seen: { seat, game, rack } }: { readonly seen: TableSeen }): ReactNode {
  if (seat === undefined || game === undefined || rack === undefined) {
    return <p className="loading">Taking your seat…</p>;
  }
  const { now } = game.value;
  return (
    <section className="table" aria-label="Table">
      <p className="spoken" aria-live="polite">
        {describeTable(game.value, seat)}
      </p>
      <ScoreBoard game={game.value} seat={seat} />
      <ScoreSheet game={game.value} seat={seat} />
      {now.phase === "playing" ? (
        <WordDesk rack={rack.value} game={game.value} seat={seat} />
      ) : (
        <ResultPanel game={game.value} end={now} seat={seat} />
      )}
    </section>
  );
}

import type { ReactNode } from "react";
import { rulesOfPlay } from "../rules/rules-of-play.js";
import { opposite, type SeatIndex, type Turn } from "../rules/table-state.js";
import type { PublicView } from "../rules/view.js";
import { TileFace } from "./tile-face.js";

const rounds = Array.from({ length: rulesOfPlay.turnsEach }, (_, round) => round);

/** Lists all turns: a row for each round, the own words on the left; for a watcher, who has no `seat`, the first player's. */
export function ScoreSheet({ game, seat }: { readonly game: PublicView; readonly seat?: SeatIndex }): ReactNode {
  const { turns, players } = game;
  const left = seat ?? 0;
  const turnOf = (round: number, mine: boolean) =>
    turns.slice(2 * round, 2 * round + 2).find((turn) => (turn.seat === left) === mine);
  const titles = [seat === undefined ? players[left].name : "You", "Round", players[opposite(left)].name];
  return (
    <table className="sheet" aria-label="Words so far">
      <colgroup>
        <col />
        <col className="round" />
        <col />
      </colgroup>
      <thead>
        <tr>
          {titles.map((title) => (
            <th key={title} scope="col">
              <span className="spoken">{title}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rounds.map((round) => (
          <tr key={round}>
            <SheetCell turn={turnOf(round, true)} newest={turns.at(-1)} side="me" />
            <th scope="row">{round + 1}</th>
            <SheetCell turn={turnOf(round, false)} newest={turns.at(-1)} side="other" />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function SheetCell(props: {
  readonly turn: Turn | undefined;
  readonly newest: Turn | undefined;
  readonly side: "me" | "other";
}): ReactNode {
  const { turn, newest, side } = props;
  return (
    <td data-side={side} data-newest={turn !== undefined && turn === newest}>
      {turn?.kind === "word" ? (
        <span className="played">
          <span className="spoken">{turn.word}</span>
          <span className="letters">
            {[...turn.word].map((letter, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a word's letters never move
              <TileFace key={at} letter={letter} bare />
            ))}
          </span>
          <b>{turn.score}</b>
        </span>
      ) : (
        <span className="skipped">{turn && (turn.kind === "pass" ? "swapped tiles" : "out of time")}</span>
      )}
    </td>
  );
}

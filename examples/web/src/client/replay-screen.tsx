import type { ReactNode } from "react";
import type { Tile } from "../rules/tile.js";
import { CopyLink } from "./copy-link.js";
import { momentOf, type Replay } from "./replay.js";
import { ScoreBoard } from "./score-board.js";
import { ScoreSheet } from "./score-sheet.js";
import { ScreenHeading } from "./screen-heading.js";
import { describeEnd, describeTurn, describeWinner } from "./table-texts.js";
import { TileFace } from "./tile-face.js";
import { useDuel } from "./use-duel.js";
import { useSteps } from "./use-steps.js";

/** Shows a finished game move by move, with both racks. */
export function ReplayScreen({ replay }: { readonly replay: Replay | undefined }): ReactNode {
  const { duel } = useDuel();
  const last = replay?.game.turns.length ?? 0;
  const [step, goTo] = useSteps(last);
  if (replay === undefined) return <p className="loading">Fetching the game…</p>;
  const { game, racks } = momentOf(replay, step);
  const turn = game.turns.at(-1);
  const steps = [
    { label: "First", to: 0, disabled: step === 0 },
    { label: "Back", to: step - 1, disabled: step === 0 },
    { label: "Next", to: step + 1, disabled: step === last },
    { label: "Last", to: last, disabled: step === last },
  ];
  return (
    <section className="table" aria-label="Replay">
      <ScreenHeading>
        Replay: {game.players[0].name} against {game.players[1].name}
      </ScreenHeading>
      <ScoreBoard game={game} clock={false} />
      <ScoreSheet game={game} />
      <div className="desk replay">
        <div className="now">
          <p>
            Turn {step} of {last}
          </p>
          <p className="bag">{game.bag} in the bag</p>
        </div>
        <p className="told" aria-live="polite">
          {turn === undefined ? "The game begins." : describeTurn(turn, game)}
          {game.now.phase === "over"
            ? ` ${describeWinner(game.now.winner, { players: game.players })} ${describeEnd(game.now.reason)}`
            : ""}
        </p>
        {racks.map((rack, seat) => (
          <RackShown
            key={game.players[seat === 0 ? 0 : 1].uid}
            name={game.players[seat === 0 ? 0 : 1].name}
            rack={rack}
          />
        ))}
        <div className="controls">
          {steps.map(({ label, to, disabled }) => (
            <button key={label} type="button" className="plain" onClick={() => goTo(to)} disabled={disabled}>
              {label}
            </button>
          ))}
        </div>
        <div className="controls">
          <button type="button" className="plain" onClick={duel.goHome}>
            Leave
          </button>
          <CopyLink />
        </div>
      </div>
    </section>
  );
}

function RackShown({ name, rack }: { readonly name: string; readonly rack: readonly Tile[] }): ReactNode {
  return (
    <div className="shown">
      <h2>{name}</h2>
      <p className="spoken">{rack.length === 0 ? "no tiles" : rack.map((tile) => tile.letter).join(" ")}</p>
      <p className="tiles">
        {rack.map((tile) => (
          <TileFace key={tile.id} letter={tile.letter} />
        ))}
      </p>
    </div>
  );
}

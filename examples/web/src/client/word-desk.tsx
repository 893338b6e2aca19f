import { type ReactNode, useCallback } from "react";
import { rulesOfPlay } from "../rules/rules-of-play.js";
import { opposite, type SeatIndex } from "../rules/table-state.js";
import type { Tile } from "../rules/tile.js";
import type { PublicView } from "../rules/view.js";
import { wordScore } from "../rules/word-score.js";
import { ConfirmButton } from "./confirm-button.js";
import { arranged, chosenTiles } from "./draft.js";
import { NoticeLine } from "./notice-line.js";
import { TableMenu } from "./table-menu.js";
import { TileButton } from "./tile-button.js";
import { useDraft } from "./use-draft.js";
import { useDuel } from "./use-duel.js";

/** Shows the own tiles, and lets the player make a word of them and play it, or pass. */
export function WordDesk(props: {
  readonly rack: readonly Tile[];
  readonly game: PublicView;
  readonly seat: SeatIndex;
  /** One more control. */
  readonly children: ReactNode;
}): ReactNode {
  const { rack, game, seat, children } = props;
  const myTurn = game.now.phase === "playing" && game.now.toMove === seat;
  const opponent = game.players[opposite(seat)].name;
  const drawOffered = game.now.phase === "playing" && game.now.drawOffer === opposite(seat);
  const { state, duel } = useDuel();
  // Without a connection, too: a move is `once`, and leaves when there is one again.
  const ready = myTurn && !state.moving && state.status.state !== "closed";
  const [draft, dispatch] = useDraft(rack, () => play());
  const chosen = chosenTiles(rack, draft);
  const word = chosen.map((tile) => tile.letter).join("");
  const playable = ready && word.length >= rulesOfPlay.shortestWord;
  const play = useCallback(() => {
    if (playable) void duel.play(word);
  }, [duel, playable, word]);
  const shuffle = () => dispatch({ type: "arrange", order: inRandomOrder(rack.map((tile) => tile.id)) });

  return (
    <div className="desk" data-my-turn={myTurn}>
      <div className="now">
        {state.notice === undefined ? (
          <p className="turn">{myTurn ? "Your turn" : `${opponent} is thinking…`}</p>
        ) : null}
        <NoticeLine notice={state.notice} />
        <p className="bag">{drawOffered ? `${opponent} offers a draw` : `${game.bag} in the bag`}</p>
      </div>
      <fieldset>
        <legend className="spoken">Your word</legend>
        <div className="tray">
          {chosen.map((tile) => (
            <TileButton key={tile.id} tile={tile} label={`Take ${tile.letter} back`} onPick={dispatch} />
          ))}
          {word === "" ? <p className="hint">{myTurn ? "Tap tiles or type a word" : "Plan your next word"}</p> : null}
        </div>
      </fieldset>
      <fieldset>
        <legend className="spoken">Your tiles</legend>
        <div className="rack">
          {arranged(rack, draft).map((tile) =>
            draft.chosen.includes(tile.id) ? (
              <span key={tile.id} className="gap" />
            ) : (
              <TileButton key={tile.id} tile={tile} label={`Use ${tile.letter}`} onPick={dispatch} />
            ),
          )}
        </div>
      </fieldset>
      <div className="controls">
        <button type="button" className="plain" onClick={shuffle}>
          Shuffle
        </button>
        <button type="button" className="plain" onClick={() => dispatch({ type: "clear" })} disabled={word === ""}>
          Clear
        </button>
        <ConfirmButton
          label={game.bag > 0 ? "Swap all" : "Pass"}
          question="Give up this turn?"
          disabled={!ready}
          onConfirm={duel.pass}
        />
        <button type="button" className="primary" onClick={play} disabled={!playable}>
          {word.length < rulesOfPlay.shortestWord ? "Play" : `Play ${word} · ${wordScore(word)}`}
        </button>
        {game.now.phase === "playing" ? <TableMenu drawOffer={game.now.drawOffer} seat={seat} /> : null}
        {children}
      </div>
    </div>
  );
}

function inRandomOrder(ids: readonly string[]): readonly string[] {
  return ids
    .map((id) => ({ id, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ id }) => id);
}

import { type ReactNode, useCallback } from "react";
import { rulesOfPlay } from "../rules/rules-of-play.js";
import type { SeatIndex } from "../rules/table-state.js";
import type { Tile } from "../rules/tile.js";
import type { PublicView } from "../rules/view.js";
import { wordScore } from "../rules/word-score.js";
import { arranged, chosenTiles } from "./draft.js";
import { NoticeLine } from "./notice-line.js";
import { PassButton } from "./pass-button.js";
import { TileButton } from "./tile-button.js";
import { useDraft } from "./use-draft.js";
import { useDuel } from "./use-duel.js";

/** Shows the own tiles, and lets the player make a word of them and play it, or pass. */
export function WordDesk(props: {
  readonly rack: readonly Tile[];
  readonly game: PublicView;
  readonly seat: SeatIndex;
}): ReactNode {
  const { rack, game, seat } = props;
  const myTurn = game.now.phase === "playing" && game.now.toMove === seat;
  const opponent = game.players[seat === 0 ? 1 : 0].name;
  const { state, duel } = useDuel();
  const ready = myTurn && !state.moving && state.status.state === "ready";
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
        <p className="bag">{game.bag} in the bag</p>
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
        <PassButton label={game.bag > 0 ? "Swap all" : "Pass"} disabled={!ready} onPass={duel.pass} />
        <button type="button" className="primary" onClick={play} disabled={!playable}>
          {word.length < rulesOfPlay.shortestWord ? "Play" : `Play ${word} · ${wordScore(word)}`}
        </button>
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

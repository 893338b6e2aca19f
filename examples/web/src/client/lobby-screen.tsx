import type { ReactNode } from "react";
import { rulesOfPlay } from "../rules/rules-of-play.js";
import { ChatPanel } from "./chat-panel.js";
import { LobbyBoard } from "./lobby-board.js";
import { NoticeLine } from "./notice-line.js";
import { ScreenHeading } from "./screen-heading.js";
import { TileFace } from "./tile-face.js";
import { useDuel } from "./use-duel.js";

/** Shows the start: what the game is, a button to find an opponent, and the wait for one; who and what else is there, and the chat. */
export function LobbyScreen({ name }: { readonly name: "home" | "waiting" }): ReactNode {
  const { state, duel } = useDuel();
  const waiting = name === "waiting";
  return (
    <div className="lobby" data-waiting={waiting}>
      <ScreenHeading>{waiting ? "Lobby, waiting for an opponent" : "Lobby"}</ScreenHeading>
      <section className="start" aria-label="Start">
        <div className="hero" aria-hidden="true">
          {["WORD", "DUEL"].map((word) => (
            <p key={word}>
              {[...word].map((letter) => (
                <TileFace key={letter} letter={letter} />
              ))}
            </p>
          ))}
        </div>
        <p className="lead">
          Two players, {rulesOfPlay.turnsEach} turns each. Make the better words of your seven tiles.
        </p>
        <div className="actions" aria-live="polite">
          {waiting ? (
            <>
              <p className="wait">Waiting for an opponent…</p>
              <p className="hint">Playing alone? Open this page in a second tab: each tab is a player of its own.</p>
              <button type="button" className="quiet" onClick={duel.cancel}>
                Stop waiting
              </button>
            </>
          ) : (
            <button type="button" className="primary" onClick={duel.find}>
              Find an opponent
            </button>
          )}
          <NoticeLine notice={state.notice} />
        </div>
      </section>
      <LobbyBoard lobby={state.lobby} />
      <ChatPanel title="Lobby chat" lines={state.lobby.chat} />
      <ul className="rules">
        <li>
          <strong>{rulesOfPlay.turnMs / 1_000} seconds</strong> for a word. Miss two turns in a row, and you lose.
        </li>
        <li>
          <strong>Long words</strong> earn extra: +5 for five letters, +10 for six, +20 for all seven.
        </li>
        <li>
          <strong>Stuck?</strong> Swap all your tiles instead of playing.
        </li>
      </ul>
    </div>
  );
}

import type { ReactNode } from "react";
import type { LobbySeen } from "./lobby-seen.js";
import { linkTo } from "./page-address.js";
import { useDuel } from "./use-duel.js";

/** Shows who looks for an opponent, what is being played, and who is here. */
export function LobbyBoard({ lobby: { me, view } }: { readonly lobby: LobbySeen }): ReactNode {
  const { state, duel } = useDuel();
  const seeks = view?.seeks.filter(({ uid }) => uid !== me?.uid) ?? [];
  const games = view?.games ?? [];
  return (
    <div className="listing">
      <section aria-labelledby="seeks">
        <h2 id="seeks">Looking for an opponent</h2>
        {seeks.length === 0 ? <p className="hint">Nobody else right now.</p> : null}
        <ul>
          {seeks.map(({ table, name }) => (
            <li key={table}>
              <span>{name}</span>
              <button
                type="button"
                className="quiet"
                aria-label={`Play against ${name}`}
                onClick={() => void duel.accept(table)}
                disabled={state.status.state !== "ready"}
              >
                Play
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="games">
        <h2 id="games">Being played</h2>
        {games.length === 0 ? <p className="hint">No game is running.</p> : null}
        <ul>
          {games.map(({ table, players: [first, second] }) => (
            <li key={table}>
              <span>
                {first.name} <b>{first.score}</b> : <b>{second.score}</b> {second.name}
              </span>
              <a
                className="quiet button"
                href={linkTo({ what: "tv", table })}
                aria-label={`Watch ${first.name} against ${second.name}`}
              >
                Watch
              </a>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="guests">
        <h2 id="guests">Here now: {view?.guestCount ?? 0}</h2>
        <p className="guests">
          {view?.guests.map(({ uid, name }) => (uid === me?.uid ? `${name} (you)` : name)).join(", ")}
        </p>
      </section>
    </div>
  );
}

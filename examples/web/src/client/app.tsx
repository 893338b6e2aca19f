import type { ReactNode } from "react";
import type { Screen } from "./duel-state.js";
import { LobbyScreen } from "./lobby-screen.js";
import { ReplayScreen } from "./replay-screen.js";
import { StatusChip } from "./status-chip.js";
import { TableScreen } from "./table-screen.js";
import { TvScreen } from "./tv-screen.js";
import { useDuel } from "./use-duel.js";
import { WatcherChip } from "./watcher-chip.js";

/** Shows the whole page: the bar, and the screen where the player is. */
export function App(): ReactNode {
  const { screen, status } = useDuel().state;
  return (
    <div className="app">
      <header className="bar">
        <h1 className="brand">
          Word <span>duel</span>
        </h1>
        <div className="chips">
          <WatcherChip screen={screen} />
          <StatusChip status={status} />
        </div>
      </header>
      <main>{screenOf(screen)}</main>
    </div>
  );
}

function screenOf(screen: Screen): ReactNode {
  switch (screen.name) {
    case "home":
    case "waiting":
      return <LobbyScreen name={screen.name} />;
    case "table":
      return <TableScreen seen={screen.seen} />;
    case "tv":
      return <TvScreen seen={screen.seen} />;
    case "game":
      return <ReplayScreen key={screen.table} replay={screen.replay} />;
  }
}

import type { ReactNode } from "react";
import { LobbyScreen } from "./lobby-screen.js";
import { StatusChip } from "./status-chip.js";
import { TableScreen } from "./table-screen.js";
import { useDuel } from "./use-duel.js";

/** Shows the whole page: the bar, and the screen where the player is. */
export function App(): ReactNode {
  const { screen, status } = useDuel().state;
  return (
    <div className="app">
      <header className="bar">
        <h1 className="brand">
          Word <span>duel</span>
        </h1>
        <StatusChip status={status} />
      </header>
      <main>{screen.name === "table" ? <TableScreen seen={screen.seen} /> : <LobbyScreen name={screen.name} />}</main>
    </div>
  );
}

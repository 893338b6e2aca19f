import { type ReactNode, useState } from "react";
import { opposite } from "../rules/table-state.js";
import { ChatPanel } from "./chat-panel.js";
import { ChatToggle } from "./chat-toggle.js";
import { ResultPanel } from "./result-panel.js";
import { ScoreBoard } from "./score-board.js";
import { ScoreSheet } from "./score-sheet.js";
import { ScreenHeading } from "./screen-heading.js";
import type { TableSeen } from "./table-seen.js";
import { describeTable } from "./table-texts.js";
import { useUnread } from "./use-unread.js";
import { WordDesk } from "./word-desk.js";

/** Shows a table: the players, the words so far or the chat, and the own tiles or the result. */
export function TableScreen({ seen }: { readonly seen: TableSeen }): ReactNode {
  const { seat, game, rack, chat, table } = seen;
  const [chatting, setChatting] = useState(false);
  const me = seat === undefined ? undefined : game?.value.players[seat].uid;
  const unread = useUnread(chat, { me, open: chatting });
  if (seat === undefined || game === undefined || rack === undefined) {
    return <p className="loading">Taking your seat…</p>;
  }
  const { now, players } = game.value;
  const toggle = <ChatToggle unread={unread} open={chatting} onToggle={() => setChatting(!chatting)} />;
  return (
    <section className="table" aria-label="Table">
      <ScreenHeading>Your game against {players[opposite(seat)].name}</ScreenHeading>
      <p className="spoken" aria-live="polite">
        {describeTable(game.value, seat)}
      </p>
      <ScoreBoard game={game.value} seat={seat} />
      {chatting ? <ChatPanel title="Chat" lines={chat} /> : <ScoreSheet game={game.value} seat={seat} />}
      {now.phase === "playing" ? (
        <WordDesk rack={rack.value} game={game.value} seat={seat}>
          {toggle}
        </WordDesk>
      ) : (
        <ResultPanel game={game.value} end={now} seat={seat} table={table}>
          {toggle}
        </ResultPanel>
      )}
    </section>
  );
}

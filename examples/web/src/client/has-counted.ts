import type { SeatIndex } from "../rules/table-state.js";
import type { PublicView } from "../rules/view.js";
import type { TableSeen } from "./table-seen.js";

/** Tells if a table shows that its player has done something since: taken his turn, offered a draw, or ended the game. */
export function hasCounted(before: TableSeen, after: TableSeen): boolean {
  const { table, seat, game: was } = before;
  const { game: is } = after;
  if (after.table !== table || seat === undefined || was === undefined || is === undefined) return false;
  if (turnsOf(is.value, seat) > turnsOf(was.value, seat)) return true;
  const [then, now] = [was.value.now, is.value.now];
  if (then.phase === "over") return false;
  return now.phase === "over" || (now.drawOffer === seat && then.drawOffer !== seat);
}

/** Counts the turns that a player took himself. */
function turnsOf({ turns }: PublicView, seat: SeatIndex): number {
  return turns.filter((turn) => turn.seat === seat && turn.kind !== "missed").length;
}

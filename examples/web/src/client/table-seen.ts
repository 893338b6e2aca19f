import type { SeatIndex } from "../rules/table-state.js";
import type { Tile } from "../rules/tile.js";
import type { PublicView } from "../rules/view.js";

/** A value and the table's version that it is from. */
interface Versioned<T> {
  readonly version: number;
  readonly value: T;
}

/** What this tab knows of a table. Parts come by reply and by push, in any order: of each, the newest version stays. */
export interface TableSeen {
  readonly table: string;
  readonly seat: SeatIndex | undefined;
  readonly game: Versioned<PublicView> | undefined;
  readonly rack: Versioned<readonly Tile[]> | undefined;
}

/** A piece of news of a table: the reply of `table.look`, or one of the pushes. */
export interface TableNews {
  readonly table: string;
  readonly version: number;
  readonly seat?: SeatIndex;
  readonly game?: PublicView;
  readonly rack?: readonly Tile[];
}

/** Makes what is known of a table before anything came. */
export function unseen(table: string): TableSeen {
  return { table, seat: undefined, game: undefined, rack: undefined };
}

/** Takes news in; what is of another table, or older than what is known, changes nothing. */
export function takeIn(seen: TableSeen, news: TableNews): TableSeen {
  if (news.table !== seen.table) return seen;
  return {
    table: seen.table,
    seat: news.seat ?? seen.seat,
    game: newer(seen.game, news.game, news.version),
    rack: newer(seen.rack, news.rack, news.version),
  };
}

function newer<T>(known: Versioned<T> | undefined, value: T | undefined, version: number): Versioned<T> | undefined {
  if (value === undefined || (known !== undefined && known.version >= version)) return known;
  return { version, value };
}

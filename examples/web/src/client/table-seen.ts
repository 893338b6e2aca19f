import type { SeatIndex } from "../rules/table-state.js";
import type { Tile } from "../rules/tile.js";
import type { PublicView } from "../rules/view.js";
import { type ChatLine, withLines } from "./chat-lines.js";

/** A value and the table's version that it is from. */
interface Versioned<T> {
  readonly version: number;
  readonly value: T;
}

/** What this tab knows of a table. Parts come by reply and by push, in any order: of each, the newest version stays. */
export interface TableSeen {
  readonly table: string;
  /** `undefined` before the first look, and for a watcher. */
  readonly seat: SeatIndex | undefined;
  readonly game: Versioned<PublicView> | undefined;
  readonly rack: Versioned<readonly Tile[]> | undefined;
  /** How many watch; their versions count for themselves. */
  readonly watchers: Versioned<number> | undefined;
  readonly chat: readonly ChatLine[];
}

/** A piece of news of a table: the reply of `table.look` or `tv.watch`, or one of the pushes. */
export interface TableNews {
  readonly table: string;
  /** The version of game and rack. */
  readonly version?: number;
  readonly seat?: SeatIndex;
  readonly game?: PublicView;
  readonly rack?: readonly Tile[];
  readonly watchers?: { readonly version: number; readonly count: number };
  readonly chat?: readonly ChatLine[];
  readonly line?: ChatLine;
}

/** Makes what is known of a table before anything came. */
export function unseen(table: string): TableSeen {
  return { table, seat: undefined, game: undefined, rack: undefined, watchers: undefined, chat: [] };
}

/** Takes news in; what is of another table, or older than what is known, changes nothing. */
export function takeIn(seen: TableSeen, news: TableNews): TableSeen {
  if (news.table !== seen.table) return seen;
  const { version = 0, watchers, chat = [], line } = news;
  return {
    table: seen.table,
    seat: news.seat ?? seen.seat,
    game: newer(seen.game, news.game, version),
    rack: newer(seen.rack, news.rack, version),
    watchers: newer(seen.watchers, watchers?.count, watchers?.version ?? 0),
    chat: withLines(seen.chat, line === undefined ? chat : [...chat, line]),
  };
}

function newer<T>(known: Versioned<T> | undefined, value: T | undefined, version: number): Versioned<T> | undefined {
  if (value === undefined || (known !== undefined && known.version >= version)) return known;
  return { version, value };
}

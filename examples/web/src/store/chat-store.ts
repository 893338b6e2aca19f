/** A line before it is kept. `at` is in milliseconds since 1970. */
export interface Remark {
  readonly uid: string;
  readonly name: string;
  readonly text: string;
  readonly at: number;
}

/** A line of a chat; `seq` starts at 1 and grows by 1 with each line of the same room. */
export interface ChatLine extends Remark {
  readonly seq: number;
}

/** Keeps what was said: of each room the newest lines, and so many rooms. */
export interface ChatStore {
  /** Adds a line; the oldest goes when the room is full. */
  append(room: string, remark: Remark): Promise<ChatLine>;
  /** Lists the lines that are kept, oldest first; none for a room in which nothing was said. */
  recent(room: string): Promise<readonly ChatLine[]>;
}

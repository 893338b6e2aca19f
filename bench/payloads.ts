/** What travels: a move of a game (48 bytes of JSON), or a text of 4 kB. */
export type Payload = "move" | "note";

export interface Move {
  readonly x: number;
  readonly y: number;
  readonly dir: number;
  readonly t: number;
  readonly seq: number;
}

export interface Note {
  readonly text: string;
}

export const MOVE: Move = { x: 12.5, y: -3.5, dir: 3, t: 14_400, seq: 1042 };
/** Together with its JSON around it 4,096 bytes. */
export const NOTE: Note = { text: "The quick brown fox jumps over the lazy dog. ".repeat(91).slice(0, 4_085) };

export const payloads = { move: MOVE, note: NOTE } as const;

/** What every request is answered with. */
export const DONE = { ok: true } as const;

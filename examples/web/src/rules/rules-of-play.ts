/** How long a game is and how it can end early. With these a game takes about five minutes. */
export const rulesOfPlay = {
  rackSize: 7,
  /** Turns of each player before the game ends. */
  turnsEach: 10,
  /** Time for one turn, in milliseconds. */
  turnMs: 45_000,
  /** Passes and missed turns in a row, of both players together, that end the game. */
  idleTurns: 4,
  /** Missed turns in a row of one player that lose the game. */
  missedTurns: 2,
  /** Words are this long, in letters. The longest is a whole rack. */
  shortestWord: 2,
  /** Points on top of the letters, by the length of the word. */
  lengthBonus: { 5: 5, 6: 10, 7: 20 } as Readonly<Record<number, number>>,
} as const;

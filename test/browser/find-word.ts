/** Finds a word among the letters, the longest of at most five; undefined if there is none. */
export function findWord(letters: string, isWord: (word: string) => boolean): string | undefined {
  for (const length of [5, 4, 3, 2]) {
    const word = arrangements(letters, length).find(isWord);
    if (word !== undefined) return word;
  }
  return undefined;
}

/** Finds letters that are on the rack and no word. */
export function findNonsense(letters: string, isWord: (word: string) => boolean): string {
  return arrangements(letters, 4).find((word) => !isWord(word)) ?? "";
}

function arrangements(letters: string, length: number): readonly string[] {
  if (length === 0) return [""];
  return [...letters].flatMap((letter, at) =>
    arrangements(letters.slice(0, at) + letters.slice(at + 1), length - 1).map((rest) => letter + rest),
  );
}

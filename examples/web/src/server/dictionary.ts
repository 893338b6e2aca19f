import { readFileSync } from "node:fs";
import wordListPath from "word-list";

/** Loads the English word list once (about 274,000 words) and answers if a word of capital letters is on it. */
export function loadDictionary(): (word: string) => boolean {
  const words = new Set(readFileSync(wordListPath, "utf8").toUpperCase().split("\n"));
  return (word) => words.has(word);
}

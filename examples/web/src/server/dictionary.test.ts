import { expect, it } from "vitest";
import { loadDictionary } from "./dictionary.js";

it("knows English words in capital letters", () => {
  const isWord = loadDictionary();
  for (const word of ["VOLLEY", "DUEL", "QI", "ZEBRAS"]) expect(isWord(word), word).toBe(true);
  for (const word of ["", "VOLEY", "DUEL ", "volley"]) expect(isWord(word), word).toBe(false);
});

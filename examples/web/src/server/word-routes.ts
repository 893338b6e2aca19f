import { Router } from "express";
import { wordScore } from "../rules/word-score.js";

/** Makes the REST routes: `GET /health` and `GET /words/:word`, which says if a word counts and what it scores. */
export function createWordRoutes({ isWord }: { readonly isWord: (word: string) => boolean }): Router {
  const routes = Router();
  routes.get("/health", (_request, response) => {
    response.json({ ok: true });
  });
  routes.get("/words/:word", (request, response) => {
    const word = request.params.word.toUpperCase();
    const valid = isWord(word);
    response.json({ word, valid, score: valid ? wordScore(word) : 0 });
  });
  return routes;
}

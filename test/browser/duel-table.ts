import type { Locator } from "playwright-core";
import { expect } from "vitest";
import { wordScore } from "../../examples/web/src/rules/word-score.js";
import { loadDictionary } from "../../examples/web/src/server/dictionary.js";
import { type DuelPlayer, lettersOnTurn, scoreOf, tapWord, typeWord } from "./duel-player.js";
import { findWord } from "./find-word.js";

const isWord = loadDictionary();

/** What a player is told of a move that didn't count, or of which nobody can know any more whether it did. */
const lostHalfWay = /^(The server was lost half way|That didn't get through)\./;

/** Leads two players from the lobby to a table: first Ann, whose seat a watcher sees on the left. */
export async function sitDown(ann: DuelPlayer, bob: DuelPlayer): Promise<void> {
  await ann.page.getByRole("button", { name: "Find an opponent" }).click();
  await ann.page.getByText("Waiting for an opponent…").waitFor();
  await bob.page.getByRole("button", { name: "Find an opponent" }).click();
  for (const { page } of [ann, bob]) await page.locator(".rack").waitFor();
}

/** Tells who is to move. */
export async function whoseTurn(ann: DuelPlayer, bob: DuelPlayer): Promise<DuelPlayer> {
  return (await ann.page.locator("[data-side=me][data-to-move=true]").count()) === 1 ? ann : bob;
}

/**
 * Lets whoever is to move play a word, or swap if he has none, and waits until both see it. `during` runs when he has
 * just done so.
 */
export async function playTurn(
  ann: DuelPlayer,
  bob: DuelPlayer,
  during?: () => Promise<unknown>,
): Promise<"goes on" | "over"> {
  const mover = await whoseTurn(ann, bob);
  const other = mover === ann ? bob : ann;
  const before = await scoreOf(mover.page, "me");
  const word = findWord(await lettersOnTurn(mover), isWord);
  const swap = async () => {
    await mover.page.getByRole("button", { name: /^(Swap all|Pass)$/ }).click();
    await mover.page.getByRole("button", { name: "Give up this turn?" }).click();
  };
  const over = other.page.locator(".winner");
  const seen = other.page.getByText("Your turn", { exact: true }).or(over);
  if (word === undefined) await swap();
  else await (mover === ann ? tapWord : typeWord)(mover.page, word);
  if (during !== undefined) {
    await during();
    const doubtful = mover.page.locator(".notice:not(:empty)");
    await Promise.any([seen, doubtful].map((either) => either.waitFor({ timeout: 40_000 })));
    // Who is told so looks at the table. If it goes on, he has nothing to do; else his word still lies on his desk.
    if (!(await comes(seen))) {
      expect(await doubtful.textContent()).toMatch(lostHalfWay);
      await (word === undefined ? swap() : mover.page.getByRole("button", { name: `Play ${word}` }).click());
    }
    await seen.waitFor();
    await expect.poll(() => mover.page.locator(".notice").textContent()).toBe("");
  }
  await seen.waitFor();
  if (word !== undefined) {
    for (const [page, side] of [
      [mover.page, "me"],
      [other.page, "other"],
    ] as const) {
      await page.locator(`td[data-side=${side}][data-newest=true]`, { hasText: word }).waitFor();
      expect(await scoreOf(page, side)).toBe(before + wordScore(word));
    }
  }
  return (await over.count()) > 0 ? "over" : "goes on";
}

/** Tells if something is to be seen soon. */
function comes(what: Locator): Promise<boolean> {
  return what.waitFor({ timeout: 3_000 }).then(
    () => true,
    () => false,
  );
}

/** Says something at the table, and waits until both read it; both have the chat open then. */
export async function talk(speaker: DuelPlayer, listener: DuelPlayer, text: string): Promise<void> {
  for (const { page } of [speaker, listener]) {
    const closed = page.getByRole("button", { name: /^Chat/ });
    if ((await closed.count()) > 0) await closed.click();
  }
  await speaker.page.getByLabel("Say something").fill(text);
  await speaker.page.keyboard.press("Enter");
  for (const { page } of [speaker, listener]) await page.getByRole("log").getByText(text).waitFor();
}

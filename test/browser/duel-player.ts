import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";

/** One of the two players: a browser context of its own, what its page complained about, and what its sockets got. */
export interface DuelPlayer {
  readonly page: Page;
  /** Console errors and uncaught exceptions. */
  readonly complaints: string[];
  /** Everything that came in through WebSockets, oldest first, as text. */
  readonly frames: string[];
  /** How many WebSockets to the server were opened. */
  readonly sockets: () => number;
  /** Ids of all tiles that ever lay on this player's rack. */
  readonly tilesHeld: Set<string>;
}

/** Opens the game in a new context. */
export async function openDuel(
  browser: Browser,
  { url, ...viewport }: { readonly url: string; readonly width: number; readonly height: number },
): Promise<DuelPlayer> {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  const frames: string[] = [];
  let sockets = 0;
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("websocket", (socket) => {
    sockets += 1;
    socket.on("framereceived", ({ payload }) => frames.push(payload.toString("latin1")));
  });
  await page.goto(url);
  return { page, complaints, frames, sockets: () => sockets, tilesHeld: new Set() };
}

/** Waits for the player's turn and notes the tiles on his rack. Returns their letters. */
export async function lettersOnTurn({ page, tilesHeld }: DuelPlayer): Promise<string> {
  await page.getByText("Your turn", { exact: true }).waitFor();
  await expect.poll(() => page.locator(".rack [data-tile]").count()).toBe(7);
  const tiles = await page.locator(".rack [data-tile]").evaluateAll((buttons) =>
    buttons.map((button) => ({
      id: button.getAttribute("data-tile") ?? "",
      letter: button.getAttribute("aria-label")?.at(-1) ?? "",
    })),
  );
  for (const { id } of tiles) tilesHeld.add(id);
  return tiles.map((tile) => tile.letter).join("");
}

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

/** Plays a word with the fingers: a tap on each tile, then on the button. */
export async function tapWord(page: Page, word: string): Promise<void> {
  for (const letter of word) await page.locator(".rack").getByLabel(`Use ${letter}`).first().click();
  await page.getByRole("button", { name: `Play ${word}` }).click();
}

/** Plays a word with the keyboard. */
export async function typeWord(page: Page, word: string): Promise<void> {
  await page.keyboard.type(word.toLowerCase());
  await page.keyboard.press("Enter");
}

/** Reads a player's points, his own or the other's. */
export async function scoreOf(page: Page, side: "me" | "other"): Promise<number> {
  return Number.parseInt((await page.locator(`.player[data-side=${side}] .score`).textContent()) ?? "", 10);
}

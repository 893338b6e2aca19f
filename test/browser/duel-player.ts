import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";

/** What a WebSocket carried in one go: a message of Volley, or a text of the handshake. */
export interface Carried {
  readonly bytes: number;
  /** Bytes as characters (latin1), so that one can look for something in them. */
  readonly text: string;
}

/** One of those who play or watch: a browser context of its own, and what its page did. */
export interface DuelPlayer {
  readonly page: Page;
  /** Console errors, uncaught exceptions, and what the Content-Security-Policy forbade. */
  readonly complaints: string[];
  /** Everything that came in through WebSockets, oldest first. */
  readonly received: Carried[];
  /** Everything that went out through WebSockets, oldest first. */
  readonly sent: Carried[];
  /** The paths of everything that the page fetched. */
  readonly fetched: string[];
  /** How many WebSockets to the server were opened. */
  readonly sockets: () => number;
  /** Ids of all tiles that ever lay on this player's rack. */
  readonly tilesHeld: Set<string>;
}

/** A machine may be slow. */
const patience = { timeout: 15_000 };

/** Opens the game in a new context. */
export async function openDuel(
  browser: Browser,
  { url, ...viewport }: { readonly url: string; readonly width: number; readonly height: number },
): Promise<DuelPlayer> {
  const context = await browser.newContext({ viewport });
  // Chromium complains itself, but not if the policy only reports.
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
      console.error(`The policy forbids ${effectiveDirective}: ${blockedURI}`),
    );
  });
  const page = await context.newPage();
  page.setDefaultTimeout(patience.timeout);
  const complaints: string[] = [];
  const [received, sent]: [Carried[], Carried[]] = [[], []];
  const fetched: string[] = [];
  let sockets = 0;
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  page.on("websocket", (socket) => {
    sockets += 1;
    socket.on("framereceived", ({ payload }) => received.push(carried(payload)));
    socket.on("framesent", ({ payload }) => sent.push(carried(payload)));
  });
  await page.goto(url);
  await page.locator("h1").waitFor();
  return { page, complaints, received, sent, fetched, sockets: () => sockets, tilesHeld: new Set() };
}

function carried(payload: string | Buffer): Carried {
  const bytes = Buffer.from(payload as string);
  return { bytes: bytes.length, text: bytes.toString("latin1") };
}

/** Waits for the player's turn and notes the tiles on his rack. Returns their letters. */
export async function lettersOnTurn({ page, tilesHeld }: DuelPlayer): Promise<string> {
  await page.getByText("Your turn", { exact: true }).waitFor();
  const count = Number.parseInt((await page.locator(".player[data-side=me] .detail").textContent()) ?? "", 10);
  await expect.poll(() => page.locator(".rack [data-tile]").count(), patience).toBe(count);
  const tiles = await page.locator(".rack [data-tile]").evaluateAll((buttons) =>
    buttons.map((button) => ({
      id: button.getAttribute("data-tile") ?? "",
      letter: button.getAttribute("aria-label")?.at(-1) ?? "",
    })),
  );
  for (const { id } of tiles) tilesHeld.add(id);
  return tiles.map((tile) => tile.letter).join("");
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

/** Reads the points of both, as this one sees them. */
export async function scores({ page }: DuelPlayer): Promise<readonly number[]> {
  return [await scoreOf(page, "me"), await scoreOf(page, "other")];
}

/** Waits until what has the keyboard's focus says a text: what a screen reader says then. */
export async function hears({ page }: DuelPlayer, text: RegExp): Promise<void> {
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent), patience).toMatch(text);
}

import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wordScore } from "../../examples/web/src/rules/word-score.js";
import { loadDictionary } from "../../examples/web/src/server/dictionary.js";
import { createDuelServer, type DuelServer } from "../../examples/web/src/server/duel-server.js";
import { chromiumMissing, launchChromium } from "../support/chromium.js";
import {
  type DuelPlayer,
  findNonsense,
  findWord,
  lettersOnTurn,
  openDuel,
  scoreOf,
  tapWord,
  typeWord,
} from "./duel-player.js";
import { violationsOn } from "./violations-on.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const artifacts = join(root, "test-artifacts");
const phone = { width: 390, height: 844 };
const desktop = { width: 1280, height: 800 };
const isWord = loadDictionary();

/** Builds the client from the sources, Volley's too. */
async function buildClient(outDir: string): Promise<void> {
  const example = join(root, "examples", "web");
  const vite = join(example, "node_modules", "vite", "bin", "vite.js");
  const args = [vite, "build", "--mode", "source", "--outDir", outDir, "--logLevel", "error"];
  await promisify(execFile)(process.execPath, args, { cwd: example });
}

describe.skipIf(chromiumMissing !== undefined)("Word duel in the browser", () => {
  let clientDir: string;
  let server: DuelServer;
  let browser: Browser;
  let url: string;

  beforeAll(async () => {
    clientDir = await mkdtemp(join(tmpdir(), "word-duel-"));
    await Promise.all([buildClient(clientDir), mkdir(artifacts, { recursive: true })]);
    server = createDuelServer({ clientDir });
    server.httpServer.listen(0, "127.0.0.1");
    await once(server.httpServer, "listening");
    url = `http://127.0.0.1:${(server.httpServer.address() as AddressInfo).port}/`;
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await rm(clientDir, { recursive: true, force: true });
  });

  it("is played by two, one of whom reloads, before a watcher, and shows nobody the other's tiles", async () => {
    const ann = await openDuel(browser, { url, ...phone });
    const bob = await openDuel(browser, { url, ...desktop });
    await sitDown(ann, bob);

    const eve = await openDuel(browser, { url, ...desktop });
    expect(await violationsOn(eve.page)).toEqual([]);
    await takePicture(eve, "duel-lobby-desktop.png");
    await eve.page.getByRole("link", { name: /^Watch / }).click();
    await eve.page.getByText("1 watching").waitFor();
    for (const { page } of [ann, bob]) await page.getByText("1 watching").waitFor();

    for (let turn = 1; turn <= 4; turn++) await playTurn(ann, bob);
    await takePicture(ann, "duel-phone.png");
    await takePicture(bob, "duel-desktop.png");
    await takePicture(eve, "duel-tv-desktop.png");
    expect(await violationsOn(ann.page)).toEqual([]);
    expect(await violationsOn(eve.page)).toEqual([]);

    await talk(bob, ann, "Good luck!");
    await talk(ann, bob, "You too.");
    expect(await violationsOn(ann.page)).toEqual([]);
    await takePicture(ann, "duel-chat-phone.png");
    await takePicture(bob, "duel-chat-desktop.png");
    await bob.page.getByRole("button", { name: "Words" }).click();

    const before = await scores(ann);
    await ann.page.reload();
    await ann.page.locator(".table").waitFor();
    expect(await scores(ann)).toEqual(before);
    await eve.page.reload();
    await eve.page.getByText("1 watching").waitFor();
    await ann.page.getByRole("button", { name: "Chat 1 unread" }).click();
    await ann.page.getByText("Good luck!").waitFor();
    await ann.page.getByRole("button", { name: "Words" }).click();

    for (let turn = 1; turn <= 4; turn++) await playTurn(ann, bob);
    await takePicture(ann, "duel-phone-after-reload.png");
    // Ann opened the table: her seat is the first, which a watcher sees on the left.
    expect(await scores(eve)).toEqual(await scores(ann));

    expect([ann.sockets(), bob.sockets(), eve.sockets()]).toEqual([2, 1, 2]);
    expectNoLeak(ann, bob);
    expectNoLeak(bob, ann);
    for (const { tilesHeld } of [ann, bob]) expect(idsIn(eve, tilesHeld), "the watcher saw no tile").toEqual([]);
    expect(eve.frames.join("")).not.toContain("Good luck!");

    await ann.page.getByRole("button", { name: "Offer draw" }).click();
    await bob.page.getByText(/ offers a draw$/).waitFor();
    await takePicture(bob, "duel-draw-offered-desktop.png");
    await bob.page.getByRole("button", { name: "Accept draw" }).click();
    for (const { page } of [ann, bob, eve]) await page.getByRole("heading", { name: "It's a draw!" }).waitFor();
    await eve.page.setViewportSize(phone);
    await takePicture(eve, "duel-tv-over-phone.png");
    await eve.page.setViewportSize(desktop);
    await takePicture(ann, "duel-over-phone.png");
    expect(await violationsOn(bob.page)).toEqual([]);

    await eve.page.getByRole("link", { name: "Replay" }).click();
    await replay(eve, bob);
    expect(await violationsOn(eve.page)).toEqual([]);
    await takePicture(eve, "duel-replay-desktop.png");
    const late = await openDuel(browser, { url: eve.page.url(), ...phone });
    await late.page.getByText(/^Turn 0 of/).waitFor();
    await late.page.getByRole("button", { name: "Next" }).click();
    await late.page.getByText(/^Turn 1 of/).waitFor();
    await takePicture(late, "duel-replay-phone.png");
    expect(await violationsOn(late.page)).toEqual([]);
    expect([ann, bob, eve, late].flatMap(({ complaints }) => complaints)).toEqual([]);
  });

  it("says in plain words why a move was refused, and lets the player try again", async () => {
    const ann = await openDuel(browser, { url, ...desktop });
    const bob = await openDuel(browser, { url, ...desktop });
    await sitDown(ann, bob);
    const mover = await whoseTurn(ann, bob);

    const letters = await lettersOnTurn(mover);
    const nonsense = findNonsense(letters, isWord);
    await typeWord(mover.page, nonsense);
    await mover.page.getByText(`“${nonsense}” isn't in the dictionary.`).waitFor();
    await mover.page.keyboard.press("Escape");

    await mover.page.getByRole("button", { name: "Swap all" }).click();
    await mover.page.getByRole("button", { name: "Give up this turn?" }).click();
    await mover.page.getByText("swapped tiles", { exact: true }).waitFor();
    await (mover === ann ? bob : ann).page.getByText("Your turn", { exact: true }).waitFor();
    expect([...ann.complaints, ...bob.complaints]).toEqual([]);
  });

  it("shows the start to who comes with the address of a table that isn't there", async () => {
    const ann = await openDuel(browser, { url: `${url}#/table/gone`, ...phone });
    await ann.page.getByText("That table is gone. Start a new game!").waitFor();
    expect(await violationsOn(ann.page)).toEqual([]);
    await takePicture(ann, "duel-start-phone.png");
    expect(ann.complaints).toEqual([]);
  });

  it("brings guests together in the lobby: they talk, and one takes the other's seek", async () => {
    const ann = await openDuel(browser, { url, ...phone });
    const bob = await openDuel(browser, { url, ...desktop });
    await ann.page.getByLabel("Say something").fill("Anybody for a game?");
    await ann.page.keyboard.press("Enter");
    for (const { page } of [ann, bob]) await page.getByRole("log").getByText("Anybody for a game?").waitFor();
    await ann.page.getByRole("button", { name: "Find an opponent" }).click();
    await takePicture(ann, "duel-lobby-phone.png");
    await bob.page.getByRole("button", { name: /^Play against / }).click();
    for (const { page } of [ann, bob]) await page.locator(".rack").waitFor();

    await ann.page.getByRole("button", { name: "Resign" }).click();
    await ann.page.getByRole("button", { name: "Lose this game?" }).click();
    await bob.page.getByRole("heading", { name: "You won!" }).waitFor();
    expect([...ann.complaints, ...bob.complaints]).toEqual([]);
  });
});

/** Keeps a screenshot, taken when nothing moves any more. */
async function takePicture({ page }: DuelPlayer, name: string): Promise<void> {
  await page.screenshot({ path: join(artifacts, name), animations: "disabled" });
}

async function sitDown(ann: DuelPlayer, bob: DuelPlayer): Promise<void> {
  await ann.page.getByRole("button", { name: "Find an opponent" }).click();
  await ann.page.getByText("Waiting for an opponent…").waitFor();
  await bob.page.getByRole("button", { name: "Find an opponent" }).click();
  for (const { page } of [ann, bob]) await page.locator(".rack").waitFor();
}

async function whoseTurn(ann: DuelPlayer, bob: DuelPlayer): Promise<DuelPlayer> {
  return (await ann.page.locator("[data-side=me][data-to-move=true]").count()) === 1 ? ann : bob;
}

/** Lets whoever is to move play a word, and waits until both see it. */
async function playTurn(ann: DuelPlayer, bob: DuelPlayer): Promise<void> {
  const mover = await whoseTurn(ann, bob);
  const other = mover === ann ? bob : ann;
  const before = await scoreOf(mover.page, "me");
  const word = findWord(await lettersOnTurn(mover), isWord);
  if (word === undefined) {
    await mover.page.getByRole("button", { name: "Swap all" }).click();
    await mover.page.getByRole("button", { name: "Give up this turn?" }).click();
  } else {
    await (mover === ann ? tapWord : typeWord)(mover.page, word);
    for (const [page, side] of [
      [mover.page, "me"],
      [other.page, "other"],
    ] as const) {
      await page.locator(`td[data-side=${side}][data-newest=true]`, { hasText: word }).waitFor();
      expect(await scoreOf(page, side)).toBe(before + wordScore(word));
    }
  }
  await other.page.getByText("Your turn", { exact: true }).waitFor();
}

async function scores({ page }: DuelPlayer): Promise<readonly number[]> {
  return [await scoreOf(page, "me"), await scoreOf(page, "other")];
}

/** Says something at the table, and waits until both read it; both have the chat open then. */
async function talk(speaker: DuelPlayer, listener: DuelPlayer, text: string): Promise<void> {
  for (const { page } of [speaker, listener]) {
    const closed = page.getByRole("button", { name: /^Chat/ });
    if ((await closed.count()) > 0) await closed.click();
  }
  await speaker.page.getByLabel("Say something").fill(text);
  await speaker.page.keyboard.press("Enter");
  for (const { page } of [speaker, listener]) await page.getByRole("log").getByText(text).waitFor();
}

/** Walks through a finished game with the keys, and sees the racks that its player had. */
async function replay(viewer: DuelPlayer, player: DuelPlayer): Promise<void> {
  const { page } = viewer;
  await page.getByText(/^Turn 0 of/).waitFor();
  expect(await scores(viewer)).toEqual([0, 0]);
  await page.keyboard.press("End");
  await page.getByText("Both agreed on a draw.").waitFor();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await page.getByText(/^Turn 1 of/).waitFor();
  expect(idsIn(viewer, player.tilesHeld), "now that the game is over").not.toEqual([]);
}

/** Tile ids are unique in a game, so that they give a leak away wherever they stand. */
function expectNoLeak(reader: DuelPlayer, holder: DuelPlayer): void {
  expect(idsIn(reader, reader.tilesHeld), "own tiles can be read in the frames").toEqual([...reader.tilesHeld]);
  expect(holder.tilesHeld.size).toBeGreaterThan(7);
  expect(idsIn(reader, holder.tilesHeld), "the other's tiles can't").toEqual([]);
}

function idsIn({ frames }: DuelPlayer, ids: Iterable<string>): readonly string[] {
  const received = frames.join("\n");
  return [...ids].filter((id) => received.includes(`"${id}"`));
}

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

  it("is played by two, one of whom reloads, and shows nobody the other's tiles", async () => {
    const ann = await openDuel(browser, { url, ...phone });
    const bob = await openDuel(browser, { url, ...desktop });
    await sitDown(ann, bob);

    for (let turn = 1; turn <= 4; turn++) await playTurn(ann, bob);
    await takePicture(ann, "duel-phone.png");
    await takePicture(bob, "duel-desktop.png");

    const before = await scores(ann);
    await ann.page.reload();
    await ann.page.locator(".table").waitFor();
    expect(await scores(ann)).toEqual(before);

    for (let turn = 1; turn <= 4; turn++) await playTurn(ann, bob);
    await takePicture(ann, "duel-phone-after-reload.png");

    expect([...ann.complaints, ...bob.complaints]).toEqual([]);
    expect([ann.sockets(), bob.sockets()]).toEqual([2, 1]);
    expectNoLeak(ann, bob);
    expectNoLeak(bob, ann);
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
    const ann = await openDuel(browser, { url: `${url}#table=gone`, ...phone });
    await ann.page.getByText("That table is gone. Start a new game!").waitFor();
    await takePicture(ann, "duel-start-phone.png");
    expect(ann.complaints).toEqual([]);
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

/** Tile ids are unique in a game, so that they give a leak away wherever they stand. */
function expectNoLeak(reader: DuelPlayer, holder: DuelPlayer): void {
  const received = reader.frames.join("\n");
  const found = (ids: Iterable<string>) => [...ids].filter((id) => received.includes(`"${id}"`));
  expect(found(reader.tilesHeld), "own tiles can be read in the frames").toEqual([...reader.tilesHeld]);
  expect(holder.tilesHeld.size).toBeGreaterThan(7);
  expect(found(holder.tilesHeld), "the other's tiles can't").toEqual([]);
}

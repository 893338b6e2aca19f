import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDictionary } from "../../examples/web/src/server/dictionary.js";
import { chromiumMissing } from "../support/chromium.js";
import { hears, lettersOnTurn, openDuel, typeWord } from "./duel-player.js";
import { playTurn, sitDown, whoseTurn } from "./duel-table.js";
import { findNonsense } from "./find-word.js";
import { desktop, phone, type ServedDuel, serveDuel, takePicture } from "./served-duel.js";
import { violationsOn } from "./violations-on.js";

const isWord = loadDictionary();

describe.skipIf(chromiumMissing !== undefined)("Word duel in the browser", () => {
  let duel: ServedDuel;
  const open = (viewport: { readonly width: number; readonly height: number }, place = "") =>
    openDuel(duel.browser, { url: duel.url + place, ...viewport });

  beforeAll(async () => {
    duel = await serveDuel();
  });
  afterAll(() => duel?.close());

  it("says in plain words why a move was refused, and lets the player try again", async () => {
    const [ann, bob] = [await open(desktop), await open(desktop)];
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

  it("ends with a draw that one offers and the other accepts, to be replayed as far as it came", async () => {
    const [ann, bob] = [await open(phone), await open(desktop)];
    await sitDown(ann, bob);
    await playTurn(ann, bob);
    await ann.page.getByRole("button", { name: "Offer draw" }).click();
    await bob.page.getByText(/ offers a draw$/).waitFor();
    await takePicture(bob, "duel-draw-offered-desktop.png");
    await bob.page.getByRole("button", { name: "Accept draw" }).click();
    for (const { page } of [ann, bob]) await page.getByRole("heading", { name: "It's a draw!" }).waitFor();
    await hears(bob, /^It's a draw!$/);
    await takePicture(ann, "duel-drawn-phone.png");
    expect(await violationsOn(bob.page)).toEqual([]);

    await bob.page.getByRole("link", { name: "Replay" }).click();
    await bob.page.getByText(/^Turn 0 of 1/).waitFor();
    await bob.page.keyboard.press("End");
    await bob.page.getByText("Both agreed on a draw.").waitFor();
    expect([...ann.complaints, ...bob.complaints]).toEqual([]);
  });

  it("shows the start to who comes with the address of a table that isn't there", async () => {
    const ann = await open(phone, "#/table/gone");
    await ann.page.getByText("That table is gone. Start a new game!").waitFor();
    expect(await violationsOn(ann.page)).toEqual([]);
    await takePicture(ann, "duel-start-phone.png");
    expect(ann.complaints).toEqual([]);
  });

  it("brings guests together in the lobby: they talk, and one takes the other's seek", async () => {
    const [ann, bob] = [await open(phone), await open(desktop)];
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

  it("names each screen to who can't see it: the focus goes where the player goes, and stays while he does", async () => {
    const [ann, bob] = [await open(phone), await open(desktop)];
    expect(await ann.page.evaluate(() => document.activeElement === document.body)).toBe(true);
    await ann.page.getByRole("button", { name: "Find an opponent" }).click();
    await hears(ann, /^Lobby, waiting/);
    await bob.page.getByRole("button", { name: /^Play against / }).click();
    for (const player of [ann, bob]) await hears(player, /^Your game against /);
    const waiting = (await whoseTurn(ann, bob)) === ann ? bob : ann;
    await waiting.page.getByRole("button", { name: "Chat" }).focus();
    await playTurn(ann, bob);
    await hears(waiting, /^Chat/);

    const eve = await open(desktop);
    // Other tests' games may still be running; the newest is the first.
    await eve.page
      .getByRole("link", { name: /^Watch / })
      .first()
      .click();
    await hears(eve, /^TV: .+ against .+/);
    await eve.page.getByRole("button", { name: "Leave" }).click();
    await hears(eve, /^Lobby$/);
    expect([...ann.complaints, ...bob.complaints, ...eve.complaints]).toEqual([]);
  });

  it("runs no script that somebody else puts into the page, and the test would notice", async () => {
    const ann = await open(phone);
    await ann.page.evaluate(() => {
      const script = document.createElement("script");
      script.text = "window.pwned = true";
      document.body.append(script);
    });
    expect(await ann.page.evaluate(() => "pwned" in window)).toBe(false);
    expect(ann.complaints.join("\n")).toContain("The policy forbids script-src");
  });
});

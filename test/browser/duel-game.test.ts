import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rulesOfPlay } from "../../examples/web/src/rules/rules-of-play.js";
import { seededRandom } from "../../examples/web/src/rules/seeded-random.js";
import { chromiumMissing } from "../support/chromium.js";
import { type DuelPlayer, openDuel, scores } from "./duel-player.js";
import { playTurn, sitDown, talk } from "./duel-table.js";
import { documentedLimits, largest, total } from "./frame-sizes.js";
import { desktop, phone, type ServedDuel, serveDuel, takePicture } from "./served-duel.js";
import { expectNoLeak, textOf, tileIdsIn } from "./tile-leaks.js";
import { violationsOn } from "./violations-on.js";

const allTurns = 2 * rulesOfPlay.turnsEach;

describe.skipIf(chromiumMissing !== undefined).each(["json", "protobuf"] as const)(
  "a whole game as %s",
  (serializer) => {
    let duel: ServedDuel;
    const open = (viewport: { readonly width: number; readonly height: number }, url = duel.url) =>
      openDuel(duel.browser, { url, ...viewport });

    beforeAll(async () => {
      // The same seed deals the same tiles, so that the two games can be compared.
      duel = await serveDuel({ serializer, random: seededRandom(1) });
    });
    afterAll(() => duel?.close());

    it("is played by two, one of whom reloads, before a watcher, and shows nobody the other's tiles", async () => {
      const [ann, bob] = [await open(phone), await open(desktop)];
      await sitDown(ann, bob);
      const eve = await open(desktop);
      expect(await violationsOn(eve.page)).toEqual([]);
      await takePicture(eve, "duel-lobby-desktop.png");
      await eve.page.getByRole("link", { name: /^Watch / }).click();
      for (const { page } of [ann, bob, eve]) await page.getByText("1 watching").waitFor();

      for (let turn = 1; turn <= allTurns / 2; turn++) expect(await playTurn(ann, bob)).toBe("goes on");
      await takePicture(ann, "duel-phone.png");
      await takePicture(bob, "duel-desktop.png");
      await takePicture(eve, "duel-tv-desktop.png");
      for (const { page } of [ann, eve]) expect(await violationsOn(page)).toEqual([]);

      await talk(bob, ann, "Good luck!");
      await talk(ann, bob, "You too.");
      await takePicture(ann, "duel-chat-phone.png");
      await takePicture(bob, "duel-chat-desktop.png");
      expect(await violationsOn(ann.page)).toEqual([]);
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

      for (let turn = allTurns / 2 + 1; turn < allTurns; turn++) expect(await playTurn(ann, bob)).toBe("goes on");
      expect(await playTurn(ann, bob)).toBe("over");
      for (const { page } of [ann, bob, eve])
        await page.locator(".result", { hasText: "All turns are played." }).waitFor();
      // Ann opened the table: her seat is the first, which a watcher sees on the left.
      expect(await scores(eve)).toEqual(await scores(ann));
      expect(await scores(bob)).toEqual((await scores(ann)).toReversed());
      await takePicture(ann, "duel-over-phone.png");
      await eve.page.setViewportSize(phone);
      await takePicture(eve, "duel-tv-over-phone.png");
      await eve.page.setViewportSize(desktop);
      expect(await violationsOn(bob.page)).toEqual([]);

      expect([ann.sockets(), bob.sockets(), eve.sockets()]).toEqual([2, 1, 2]);
      expectNoLeak(serializer, { ann, bob, watcher: eve });
      expect(textOf(eve)).not.toContain("Good luck!");
      const live = {
        toPlayer: largest(ann.received, bob.received),
        toWatcher: largest(eve.received),
        fromPlayer: largest(ann.sent, bob.sent),
        allToPlayer: Math.max(total(ann.received), total(bob.received)),
      };

      await eve.page.getByRole("link", { name: "Replay" }).click();
      await stepThrough(eve);
      expect(tileIdsIn(eve, bob.tilesHeld, serializer), "now that the game is over").not.toEqual([]);
      expect(await violationsOn(eve.page)).toEqual([]);
      await takePicture(eve, "duel-replay-desktop.png");
      const late = await open(phone, eve.page.url());
      await stepThrough(late);
      expect(await violationsOn(late.page)).toEqual([]);
      await takePicture(late, "duel-replay-phone.png");

      const everybody = [ann, bob, eve, late];
      expect(everybody.flatMap(({ complaints }) => complaints)).toEqual([]);
      for (const { fetched } of everybody) {
        expect(fetched.some((path) => path.includes("protobuf"))).toBe(serializer === "protobuf");
      }
      const withReplay = largest(late.received);
      console.log(`Bytes of WebSocket messages in a whole game as ${serializer}:`, { ...live, withReplay });
      if (serializer === "protobuf") {
        const limits = documentedLimits();
        expect(Math.max(live.toPlayer, live.toWatcher, live.fromPlayer)).toBeLessThanOrEqual(limits.live);
        expect(withReplay).toBeLessThanOrEqual(limits.replay);
      }
    });
  },
);

/** Walks through a finished game with the keys, and ends after the first turn. */
async function stepThrough(viewer: DuelPlayer): Promise<void> {
  const { page } = viewer;
  await page.getByText(`Turn 0 of ${allTurns}`).waitFor();
  expect(await scores(viewer)).toEqual([0, 0]);
  await page.keyboard.press("End");
  await page.getByText(/All turns are played\./).waitFor();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await page.getByText(`Turn 1 of ${allTurns}`).waitFor();
}

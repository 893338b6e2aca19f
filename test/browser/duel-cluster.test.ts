import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { rulesOfPlay } from "../../examples/web/src/rules/rules-of-play.js";
import { chromiumMissing } from "../support/chromium.js";
import { freeze, kill, untilBack } from "../support/duel-cluster.js";
import { openDuel, scores } from "./duel-player.js";
import { playTurn, sitDown, talk } from "./duel-table.js";
import { desktop, serveDuelCluster } from "./served-duel.js";
import { expectNoLeak, tileIdsIn } from "./tile-leaks.js";

const redisUrl = inject("redisUrl");
const allTurns = 2 * rulesOfPlay.turnsEach;

describe.skipIf(chromiumMissing !== undefined || redisUrl === null)("a whole game on a cluster", () => {
  let duel: Awaited<ReturnType<typeof serveDuelCluster>>;

  beforeAll(async () => {
    duel = await serveDuelCluster(redisUrl ?? "");
  }, 120_000);
  afterAll(() => duel?.close());

  it("is played to its end, though each backend and each frontend is killed once, right under a move", {
    timeout: 360_000,
  }, async () => {
    const { browser, cluster } = duel;
    const open = () => openDuel(browser, { url: duel.url, ...desktop });
    const [ann, bob, eve] = [await open(), await open(), await open()];
    await sitDown(ann, bob);
    await eve.page.getByRole("link", { name: /^Watch / }).click();
    await eve.page.getByRole("region", { name: "TV" }).waitFor();

    let turns = 0;
    const play = async (during?: () => Promise<unknown>) => {
      expect(await playTurn(ann, bob, during)).toBe("goes on");
      turns += 1;
    };
    const nodes = [...cluster.backends, ...cluster.frontends];
    for (const node of nodes) {
      await play();
      // One of the backends serves this table, and each frontend holds one of the players or the watcher. A process that
      // is stopped first has certainly not answered the move.
      freeze(node);
      await play(() => kill(node));
      await untilBack(node);
    }
    // What is said behind it shows that the lines of the chat came through, too.
    await talk(bob, ann, "Still there?");
    for (const { page } of [ann, bob]) await page.getByRole("button", { name: "Words" }).click();
    // Not at the end: tiles that one has swapped come back from the bag then, perhaps to the other.
    expectNoLeak("json", { ann, bob, watcher: eve });
    // The bag is shuffled anew each time: with poor tiles in the end, a game may be over before all turns are played.
    while ((await playTurn(ann, bob)) === "goes on") turns += 1;
    expect(turns).toBeLessThan(allTurns);
    for (const { page } of [ann, bob, eve]) await page.locator(".result .winner").waitFor();
    expect(await scores(eve)).toEqual(await scores(ann));
    expect(await scores(bob)).toEqual((await scores(ann)).toReversed());
    // Backends come and go behind their backs; each frontend that was killed costs those on it a connection.
    const sockets = [ann, bob, eve].map((player) => player.sockets());
    expect(Math.max(...sockets)).toBeLessThanOrEqual(1 + cluster.frontends.length);
    expect(sockets.reduce((sum, count) => sum + count)).toBeGreaterThan(3);
    for (const { page } of [ann, bob, eve]) await page.locator(".chip", { hasText: "Online" }).waitFor();
    expect(tileIdsIn(eve, [...ann.tilesHeld, ...bob.tilesHeld], "json")).toEqual([]);
    expect([ann, bob, eve].flatMap(({ complaints }) => complaints)).toEqual([]);
    expect(cluster.said).toEqual(nodes.map(({ name }) => `${name} ended (SIGKILL); starting it again`));
  });
});

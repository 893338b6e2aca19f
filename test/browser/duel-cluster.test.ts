import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { rulesOfPlay } from "../../examples/web/src/rules/rules-of-play.js";
import { chromiumMissing } from "../support/chromium.js";
import { kill, untilBack, urlOf } from "../support/duel-cluster.js";
import { openDuel, scores } from "./duel-player.js";
import { playTurn, sitDown } from "./duel-table.js";
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

  it("is played to its end by players on two frontends, though each backend is killed once", {
    timeout: 240_000,
  }, async () => {
    const { browser, cluster } = duel;
    const [ann, bob] = await Promise.all(
      cluster.frontends.map((frontend) => openDuel(browser, { url: urlOf(frontend), ...desktop })),
    );
    if (ann === undefined || bob === undefined) throw new Error("there are two frontends");
    const eve = await openDuel(browser, { url: duel.url, ...desktop });
    await sitDown(ann, bob);
    await eve.page.getByRole("link", { name: /^Watch / }).click();
    await eve.page.getByRole("region", { name: "TV" }).waitFor();

    let turns = 0;
    const play = async (upTo: number) => {
      for (; turns < upTo; turns++) expect(await playTurn(ann, bob)).toBe("goes on");
    };
    await play(4);
    // One of the two serves this table.
    for (const [at, backend] of cluster.backends.entries()) {
      await kill(backend);
      await play(8 + 4 * at);
      await untilBack(backend);
    }
    // Not at the end: tiles that one has swapped come back from the bag then, perhaps to the other.
    expectNoLeak("json", { ann, bob, watcher: eve });
    // The bag is shuffled anew each time: with poor tiles in the end, a game may be over before all turns are played.
    while ((await playTurn(ann, bob)) === "goes on") turns += 1;
    expect(turns).toBeLessThan(allTurns);
    for (const { page } of [ann, bob, eve]) await page.locator(".result .winner").waitFor();
    expect(await scores(eve)).toEqual(await scores(ann));
    expect(await scores(bob)).toEqual((await scores(ann)).toReversed());
    expect([ann, bob, eve].map(({ sockets }) => sockets())).toEqual([1, 1, 1]);
    expect(tileIdsIn(eve, [...ann.tilesHeld, ...bob.tilesHeld], "json")).toEqual([]);
    expect([ann, bob, eve].flatMap(({ complaints }) => complaints)).toEqual([]);
    expect(cluster.said).toEqual(cluster.backends.map(({ name }) => `${name} ended (SIGKILL); starting it again`));
  });
});

import { type Client, createClient, guestIdentity, VolleyError } from "@volley/client";
import type { PushReceived } from "@volley/protocol";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type Duel, duel } from "../../../examples/web/src/contract.js";
import { rulesOfPlay } from "../../../examples/web/src/rules/rules-of-play.js";
import { startGame } from "../../../examples/web/src/rules/start-game.js";
import type { PlayingTable } from "../../../examples/web/src/rules/table-state.js";
import { type DuelCluster, kill, startDuelCluster, untilBack, urlOf } from "../../support/duel-cluster.js";
import { until } from "../../support/until.js";

type Changed = PushReceived<Duel, "table.changed">;

const redisUrl = inject("redisUrl");
const patience = { timeout: 60_000 };

describe.skipIf(redisUrl === null)("Word duel on a cluster", { timeout: 120_000 }, () => {
  let cluster: DuelCluster;
  const clients: Client<Duel>[] = [];
  beforeAll(async () => {
    cluster = await startDuelCluster(redisUrl ?? "");
  }, 90_000);
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.close()));
    await cluster?.close();
  });

  /** Makes a guest, and what he was told of his table. */
  function guestAt(url: string) {
    const tokens = new Map<string, string>();
    const storage = {
      getItem: (key: string) => tokens.get(key) ?? null,
      setItem: (key: string, value: string) => tokens.set(key, value),
    };
    const client = createClient(duel, { url, token: guestIdentity({ storage }), logger: quiet });
    clients.push(client);
    const told: Changed[] = [];
    client.onPush("table.changed", (changed) => told.push(changed));
    return { client, told };
  }

  /** Seats two guests at a table, by default one of each frontend; both look at it. */
  async function pair(url?: string) {
    const [ann, bob] = [guestAt(url ?? urlOfFrontend(0)), guestAt(url ?? urlOfFrontend(1))];
    await answered(() => ann.client.request("lobby.enter"));
    const entered = await answered(() => bob.client.request("lobby.enter"));
    if (entered.state !== "paired") throw new Error("nobody to play with");
    const { table } = entered;
    const { seat, game } = await answered(() => ann.client.request("table.look", { table }));
    await answered(() => bob.client.request("table.look", { table }));
    const annMoves = game.now.phase === "playing" && game.now.toMove === seat;
    return { table, ann, bob, mover: annMoves ? ann : bob, other: annMoves ? bob : ann };
  }

  /** Asks until there is an answer: the node that was asked may have been killed a moment ago. */
  async function answered<T>(ask: () => PromiseLike<T>): Promise<T> {
    for (let tries = 0; ; tries++) {
      try {
        return await ask();
      } catch (error) {
        if (!VolleyError.is(error) || !error.retryable || tries === 20) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  /** The address of whichever frontend is there. */
  const door = () => `http://127.0.0.1:${cluster.port}`;

  function urlOfFrontend(at: number): string {
    const frontend = cluster.frontends[at];
    if (frontend === undefined) throw new Error("there is no such frontend");
    return urlOf(frontend);
  }

  /** Ends the running turn so many ms from now. */
  async function endTurnIn(table: string, ms: number): Promise<void> {
    const { tables } = cluster.stores;
    const stored = await tables.get(table);
    if (stored?.state.phase !== "playing") throw new Error("the game isn't running");
    const written = await tables.update(table, stored.version, {
      ...stored.state,
      deadline: (await tables.now()) + ms,
    });
    if (!written.ok) throw new Error("somebody was faster");
    await tables.told(table, written.table.version, 0);
  }

  /** Waits until so many rounds of the sweepers are over: each judges a game of its own. */
  async function endOfRounds(count: number): Promise<void> {
    for (let round = 0; round < count; round++) {
      const [id = ""] = await startGames(`round-${round}`, { count: 1, ms: 0 });
      await expect.poll(() => kindsOf(id), patience).toHaveLength(1);
    }
  }

  const kindsOf = async (table: string) => {
    const state = (await cluster.stores.tables.get(table))?.state;
    return state?.phase === "playing" || state?.phase === "over" ? state.turns.map(({ kind }) => kind) : [];
  };

  it("goes on, and its clock too, when the backend that serves a game is killed, whichever that is", async () => {
    const { table, ann, bob, mover, other } = await pair();
    for (const [at, backend] of cluster.backends.entries()) {
      await endTurnIn(table, 1_500);
      await kill(backend);
      await expect.poll(() => kindsOf(table), patience).toHaveLength(at + 1);
      for (const { told } of [ann, bob]) {
        await until(() => told.some(({ game }) => game.turns.length === at + 1), "news of the missed turn", 30_000);
      }
      await untilBack(backend);
    }
    expect(await kindsOf(table)).toEqual(["missed", "missed"]);
    await mover.client.request("table.pass", { table });
    await other.client.request("table.resign", { table });
    for (const { told } of [ann, bob]) {
      await until(() => told.at(-1)?.game.now.phase === "over", "the end of the game");
      const turns = told.at(-1)?.game.turns.map(({ kind }) => kind);
      expect(turns).toEqual(["missed", "missed", "pass"]);
    }
  });

  /** Starts games that nobody plays and whose first turns end together, so many ms from now. */
  async function startGames(name: string, { count, ms }: { readonly count: number; readonly ms: number }) {
    const { tables } = cluster.stores;
    const deadline = (await tables.now()) + ms;
    const ids = Array.from({ length: count }, (_, at) => `${name}-${at}`);
    for (const id of ids) {
      await tables.create(id, gameThatEnds(id, deadline));
      await tables.told(id, 1, 0);
    }
    return ids;
  }

  it("judges a turn whose time is up on one backend: whoever watches is told once", async () => {
    const ids = await startGames("watched", { count: 10, ms: rulesOfPlay.turnMs });
    const watchers = await Promise.all(
      ids.map(async (table, at) => {
        const eve = guestAt(urlOfFrontend(at % 2));
        await answered(() => eve.client.request("tv.watch", { table }));
        return eve;
      }),
    );
    await Promise.all(ids.map((id) => endTurnIn(id, 500)));
    await until(() => watchers.every(({ told }) => told.length > 0), "news of every table", 30_000);
    // Both have looked for what is due again by then.
    await endOfRounds(2);
    for (const { told } of watchers) {
      expect(told.map(({ version, game }) => [version, game.turns.length])).toEqual([[3, 1]]);
    }
  });

  it("judges each turn once, also when a backend is killed while it judges", async () => {
    const { tables } = cluster.stores;
    const ids = await startGames("crowd", { count: 60, ms: 3_000 });
    const judged = async () => {
      const versions = await Promise.all(ids.map(async (id) => (await tables.get(id))?.version ?? 0));
      return versions.filter((version) => version > 1).length;
    };
    await until(async () => (await judged()) > 0, "the first judgement", 20_000);
    const [backend] = cluster.backends;
    if (backend !== undefined) await kill(backend);
    await expect.poll(judged, patience).toBe(ids.length);
    for (const id of ids) {
      expect((await tables.get(id))?.version).toBe(2);
      expect(await kindsOf(id)).toEqual(["missed"]);
    }
    if (backend !== undefined) await untilBack(backend);
  });

  it("shows who is in the lobby, and forgets who went, also if his frontend was killed", async () => {
    const [ann, bob, cay] = [guestAt(urlOfFrontend(0)), guestAt(urlOfFrontend(1)), guestAt(urlOfFrontend(1))];
    const shown: PushReceived<Duel, "lobby.changed">[] = [];
    ann.client.onPush("lobby.changed", (lobby) => shown.push(lobby));
    const sees = (guests: number, seeks: number) =>
      until(
        () => {
          const { version } = shown.reduce((newest, view) => (view.version > newest.version ? view : newest));
          const view = shown.find((each) => each.version === version);
          return view?.guestCount === guests && view.seeks.length === seeks;
        },
        `${guests} guests and ${seeks} seeks`,
        60_000,
      );
    shown.push((await answered(() => ann.client.request("lobby.look"))).lobby);
    for (const { client } of [bob, cay]) await answered(() => client.request("lobby.look"));
    await answered(() => bob.client.request("lobby.enter"));
    await sees(3, 1);
    await cay.client.close();
    await sees(2, 1);
    const [, frontend] = cluster.frontends;
    if (frontend !== undefined) await kill(frontend);
    await sees(1, 0);
    if (frontend !== undefined) await untilBack(frontend);
  });

  it("has players who were on a frontend that was killed back on the other, at their table, and nothing is missing", async () => {
    const { table, ...seats } = await pair(door());
    const { ann, bob } = seats;
    let { mover, other } = seats;
    const sessions = [ann, bob].map(({ client }) => sessionOf(client));
    const racks = [ann, bob].map(({ client }) => {
      const versions: number[] = [];
      client.onPush("table.rack", ({ version }) => versions.push(version));
      return versions;
    });
    for (const [at, frontend] of cluster.frontends.entries()) {
      await kill(frontend);
      // Sent again until it is answered, and made once. What the players are told comes without their asking.
      await mover.client.request("table.pass", { table }, { timeoutMs: 30_000 });
      for (const { told } of [ann, bob]) {
        await until(() => told.at(-1)?.game.turns.length === at + 1, "news of the turn", 30_000);
      }
      [mover, other] = [other, mover];
      await untilBack(frontend);
    }
    for (const { client } of [ann, bob]) await until(() => client.status.state === "ready", "a connection", 30_000);
    expect([ann, bob].map(({ client }) => sessionOf(client))).toEqual(sessions);
    await until(() => racks.every(({ length }) => length === 1), "the racks that were swapped");
    await ann.client.request("table.resign", { table });
    for (const { told } of [ann, bob]) {
      await until(() => told.at(-1)?.game.now.phase === "over", "the end of the game");
      const versions = told.map(({ version }) => version);
      expect(versions).toEqual(versions.map((_, at) => (versions[0] ?? 0) + at));
    }
  });

  it("keeps a guest and his seek in the lobby when his frontend is killed, and forgets who doesn't come back", async () => {
    const dan = guestAt(door()).client;
    await answered(() => dan.request("lobby.look"));
    await answered(() => dan.request("lobby.enter"));
    const session = sessionOf(dan);
    for (const frontend of cluster.frontends) {
      const gone = guestAt(urlOf(frontend)).client;
      const { me } = await answered(() => gone.request("lobby.look"));
      await kill(frontend);
      const look = async () => (await answered(() => dan.request("lobby.look"))).lobby;
      await expect.poll(async () => (await look()).guests.map(({ uid }) => uid), patience).not.toContain(me.uid);
      await untilBack(frontend);
      const { seeks, guests } = await look();
      expect(sessionOf(dan)).toBe(session);
      expect(seeks.map(({ uid }) => uid)).toEqual([uidOf(dan)]);
      expect(guests.map(({ uid }) => uid)).toContain(uidOf(dan));
      await gone.close();
    }
  });
});

function sessionOf({ status }: Client<Duel>): string | undefined {
  return status.state === "ready" ? status.session : undefined;
}

function uidOf({ status }: Client<Duel>): string | undefined {
  return status.state === "ready" ? status.uid : undefined;
}

/** Makes a game whose first turn ends at a time. */
function gameThatEnds(id: string, deadline: number): PlayingTable {
  const players = [
    { uid: `${id}-1`, name: "One" },
    { uid: `${id}-2`, name: "Two" },
  ] as const;
  return startGame(players, { now: deadline - rulesOfPlay.turnMs, random: Math.random });
}

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

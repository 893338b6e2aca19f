import type { Client } from "@volley/client";
import type { Duel } from "../contract.js";
import { type DuelAction, type DuelState, initialDuel, isAt, placeOfScreen, reduceDuel } from "./duel-state.js";
import { type DuelError, explain, explainOnce } from "./explain.js";
import { hasCounted } from "./has-counted.js";
import type { PageAddress } from "./page-address.js";
import type { TableSeen } from "./table-seen.js";

/** The state of the game in this tab, and what its player can do. Knows nothing of React. */
export interface DuelStore {
  readonly getState: () => DuelState;
  readonly subscribe: (onChange: () => void) => () => void;
  /** Looks for an opponent. */
  find(): void;
  /** Stops waiting. */
  cancel(): void;
  /** Plays with somebody who waits at a table. */
  accept(table: string): Promise<void>;
  /** Plays a word of capital letters. */
  play(word: string): Promise<void>;
  /** Swaps the rack instead of playing. */
  pass(): Promise<void>;
  /** Gives the game up. */
  resign(): Promise<void>;
  /** Offers the other a draw. */
  offerDraw(): Promise<void>;
  /** Accepts the other's offer. */
  acceptDraw(): Promise<void>;
  /** Says something, in the lobby or at the own table. Returns whether it was said. */
  say(text: string): Promise<boolean>;
  /** Goes back to the start. */
  goHome(): void;
  /** The server's clock, in milliseconds since 1970. */
  readonly serverNow: () => number;
  /** Ends the subscriptions; the client stays open. */
  stop(): void;
}

/** What became of a request, as far as the player is concerned. */
type Outcome = { readonly ok: true } | { readonly ok: false; readonly error: DuelError };

/**
 * How long a move may take, in ms. It is sent again when the connection is back, and waits until it is known whether a
 * backend that was killed had made it: its lease of ten seconds, and a little more. A turn has 45 s.
 */
const move = { timeoutMs: 20_000 };

/**
 * Makes the store. `address` is where what the tab is about outlives a reload. What couldn't be answered is asked again
 * after `retryMs` (default: a second).
 */
export function createDuelStore(
  client: Client<Duel>,
  address: PageAddress,
  { retryMs = 1_000 }: { readonly retryMs?: number } = {},
): DuelStore {
  const listeners = new Set<() => void>();
  let retry: ReturnType<typeof setTimeout> | undefined;
  /** How many looks are under way. */
  let looking = 0;
  /** The screen shows something that is still to be asked for. */
  let behind = true;
  /** The table as it was before a move of which it isn't known whether it counted. */
  let doubtful: TableSeen | undefined;
  let state = initialDuel(client.status, address.read());

  function apply(action: DuelAction): void {
    const before = state;
    state = reduceDuel(state, action);
    const place = placeOfScreen(state.screen);
    address.write(place);
    for (const onChange of listeners) onChange();
    if (action.type === "news") dispelDoubt();
    if (isAt(before.screen, place)) return;
    depart(before);
    void refresh();
  }

  /** Ends what the server does for a screen that was left. */
  function depart({ screen, status }: DuelState): void {
    if (status.state !== "ready") return;
    if (screen.name === "waiting" && state.screen.name !== "table") void client.request("lobby.leave").result();
    if (placeOfScreen(screen) === undefined) void client.request("lobby.away").result();
    if (screen.name === "tv" && state.screen.name !== "tv") void client.request("tv.leave").result();
  }

  /** Asks the server for what this screen is about: when it is opened, and when the pushes since don't go on from that. */
  async function refresh(): Promise<void> {
    behind = state.status.state !== "ready";
    if (behind) return;
    looking++;
    await ask(state);
    looking--;
  }

  async function ask({ screen }: DuelState): Promise<void> {
    if (screen.name === "table") await look(screen.seen.table);
    else if (screen.name === "tv") await watch(screen.seen.table);
    else if (screen.name === "game") await replay(screen.table);
    else await Promise.all([lookAround(), screen.name === "waiting" ? enter() : undefined]);
  }

  /**
   * Asks again soon if that may help; returns whether it does. The server that we are connected to is there, but the
   * one behind it, which knows the answer, may just have died. If our own is gone, the next connection asks.
   */
  function askAgain(error: DuelError): boolean {
    if (!error.retryable) return false;
    behind = true;
    if (client.status.state !== "ready") return false;
    clearTimeout(retry);
    retry = setTimeout(() => void refresh(), retryMs);
    return true;
  }

  async function lookAround(): Promise<void> {
    const { ok, data, error } = await client.request("lobby.look").result();
    if (ok) apply({ type: "lobby", news: data });
    else askAgain(error);
  }

  async function enter(): Promise<void> {
    const { ok, data, error } = await client.request("lobby.enter").result();
    if (ok && data.state === "paired") sitDown(data.table);
    if (!ok && !askAgain(error) && client.status.state === "ready") goHome(error);
  }

  function sitDown(table: string): void {
    apply({ type: "place", place: { what: "table", table } });
  }

  /** Goes to the start and says why. */
  function goHome(error: DuelError): void {
    apply({ type: "home", notice: { tone: "bad", text: explain(error) } });
  }

  async function look(table: string): Promise<void> {
    const { ok, data, error } = await client.request("table.look", { table }).result();
    if (ok) apply({ type: "news", news: data });
    else if (!isAt(state.screen, { what: "table", table })) return;
    // Who was given a player's link may watch.
    else if (error.code === "NOT_SEATED") apply({ type: "place", place: { what: "tv", table } });
    else if (error.declared) goHome(error);
    else askAgain(error);
  }

  async function watch(table: string): Promise<void> {
    const { ok, data, error } = await client.request("tv.watch", { table }).result();
    if (ok) apply({ type: "news", news: data });
    else if (!isAt(state.screen, { what: "tv", table })) return;
    else if (error.declared) goHome(error);
    else askAgain(error);
  }

  async function replay(table: string): Promise<void> {
    const { ok, data, error } = await client.request("tv.replay", { table }).result();
    if (ok) apply({ type: "replay", table, replay: data });
    else if (!isAt(state.screen, { what: "game", table })) return;
    else if (error.code === "STILL_PLAYING") apply({ type: "place", place: { what: "tv", table } });
    else if (error.declared) goHome(error);
    else askAgain(error);
  }

  /** Makes a move: it is `once`, so a connection that breaks meanwhile makes it later, neither lost nor made twice. */
  async function act(send: (table: string) => Promise<Outcome>): Promise<void> {
    const before = state.screen;
    if (before.name !== "table" || state.moving) return;
    apply({ type: "moving" });
    doubtful = undefined;
    const sent = await send(before.seen.table);
    if (sent.ok) return apply({ type: "moved" });
    apply({ type: "moved", notice: { tone: "bad", text: explainOnce(sent.error) } });
    if (sent.error.declared) return;
    // An answer that didn't come says nothing about the move: the table does.
    doubtful = before.seen;
    dispelDoubt();
    await refresh();
  }

  /** Takes the complaint about a move back when the table shows that it counted. */
  function dispelDoubt(): void {
    const { screen } = state;
    if (doubtful === undefined || screen.name !== "table" || !hasCounted(doubtful, screen.seen)) return;
    doubtful = undefined;
    apply({ type: "moved" });
  }

  async function say(text: string): Promise<boolean> {
    const { screen } = state;
    const said: Outcome =
      screen.name === "table"
        ? await client.request("table.say", { table: screen.seen.table, text }).result()
        : await client.request("lobby.say", { text }).result();
    if (!said.ok) apply({ type: "notice", notice: { tone: "bad", text: explainOnce(said.error) } });
    return said.ok;
  }

  const offs = [
    client.onStatus((status) => {
      apply({ type: "status", status });
      if (status.state !== "ready") return;
      // A session that goes on brings the pushes that were missed. Not those of the lobby, which aren't kept, and not
      // the answer to a look that was under way.
      if (!status.resumed || behind || placeOfScreen(state.screen) === undefined) void refresh();
    }),
    client.onResync(({ reason }) => {
      // A look joins, then reads: what was before this is in its answer.
      if (reason !== "joined" || looking === 0) void refresh();
    }),
    client.onPush("lobby.changed", (lobby) => apply({ type: "lobby", news: { lobby } })),
    client.onPush("lobby.said", (line) => apply({ type: "lobby", news: { chat: [line] } })),
    client.onPush("lobby.paired", ({ table }) => sitDown(table)),
    client.onPush("table.changed", (news) => apply({ type: "news", news })),
    client.onPush("table.rack", (news) => apply({ type: "news", news })),
    client.onPush("table.said", (news) => apply({ type: "news", news })),
    client.onPush("table.watchers", (news) => apply({ type: "news", news })),
    address.onChange((place) => apply({ type: "place", place })),
  ];
  void refresh();

  return {
    getState: () => state,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    find() {
      const inLobby = placeOfScreen(state.screen) === undefined;
      apply({ type: "waiting" });
      // From elsewhere, coming to the lobby has asked already.
      if (inLobby && state.status.state === "ready") void enter();
    },
    cancel() {
      apply({ type: "home" });
      void client.request("lobby.leave").result();
    },
    async accept(table) {
      const { ok, data, error } = await client.request("lobby.accept", { table }).result();
      if (ok) sitDown(data.table);
      else apply({ type: "notice", notice: { tone: "bad", text: explain(error) } });
    },
    play: (word) => act((table) => client.request("table.play", { table, word }, move).result()),
    pass: () => act((table) => client.request("table.pass", { table }, move).result()),
    resign: () => act((table) => client.request("table.resign", { table }, move).result()),
    offerDraw: () => act((table) => client.request("table.offerDraw", { table }, move).result()),
    acceptDraw: () => act((table) => client.request("table.acceptDraw", { table }, move).result()),
    say,
    goHome: () => apply({ type: "home" }),
    serverNow: () => client.serverNow(),
    stop() {
      clearTimeout(retry);
      for (const off of offs) off();
      listeners.clear();
    },
  };
}

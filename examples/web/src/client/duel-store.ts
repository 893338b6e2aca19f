import type { Client } from "@volley/client";
import type { Duel } from "../contract.js";
import { type DuelAction, type DuelState, initialDuel, reduceDuel } from "./duel-state.js";
import { explain } from "./explain.js";
import type { TableAddress } from "./table-address.js";

/** The state of the game in this tab, and what its player can do. Knows nothing of React. */
export interface DuelStore {
  readonly getState: () => DuelState;
  readonly subscribe: (onChange: () => void) => () => void;
  /** Looks for an opponent. */
  find(): void;
  /** Stops waiting. */
  cancel(): void;
  /** Plays a word of capital letters. */
  play(word: string): Promise<void>;
  /** Swaps the rack instead of playing. */
  pass(): Promise<void>;
  /** Goes back to the start. */
  goHome(): void;
  /** The server's clock, in milliseconds since 1970. */
  readonly serverNow: () => number;
  /** Ends the subscriptions; the client stays open. */
  stop(): void;
}

/** Makes the store. `address` is where the table's name outlives a reload. */
export function createDuelStore(client: Client<Duel>, address: TableAddress): DuelStore {
  const listeners = new Set<() => void>();
  let state = initialDuel(client.status, address.read());

  function apply(action: DuelAction): void {
    state = reduceDuel(state, action);
    address.write(state.screen.name === "table" ? state.screen.seen.table : undefined);
    for (const onChange of listeners) onChange();
  }

  /** Asks the server for what this screen is about: at the start, and after each reconnect. */
  async function refresh(): Promise<void> {
    if (state.status.state !== "ready") return;
    if (state.screen.name === "waiting") await enter();
    if (state.screen.name === "table") await look(state.screen.seen.table);
  }

  async function enter(): Promise<void> {
    const { ok, data, error } = await client.request("lobby.enter").result();
    if (ok && data.state === "paired") await sitDown(data.table);
    if (!ok && client.status.state === "ready") apply({ type: "home", notice: { tone: "bad", text: explain(error) } });
  }

  async function sitDown(table: string): Promise<void> {
    if (state.screen.name === "table" && state.screen.seen.table === table) return;
    apply({ type: "table", table });
    await refresh();
  }

  async function look(table: string): Promise<void> {
    const { ok, data, error } = await client.request("table.look", { table }).result();
    if (ok) apply({ type: "news", news: data });
    else if (error.declared) apply({ type: "home", notice: { tone: "bad", text: explain(error) } });
    // Else the connection is gone, and the next one asks again.
  }

  async function move(send: (table: string) => Promise<string | undefined>): Promise<void> {
    if (state.screen.name !== "table" || state.moving) return;
    apply({ type: "moving" });
    const problem = await send(state.screen.seen.table);
    apply(problem === undefined ? { type: "moved" } : { type: "moved", notice: { tone: "bad", text: problem } });
    // An answer that didn't come says nothing about the move: the table does.
    if (problem !== undefined) await refresh();
  }

  const offs = [
    client.onStatus((status) => {
      apply({ type: "status", status });
      void refresh();
    }),
    client.onPush("lobby.paired", ({ table }) => void sitDown(table)),
    client.onPush("table.changed", (news) => apply({ type: "news", news })),
    client.onPush("table.rack", (news) => apply({ type: "news", news })),
  ];
  void refresh();

  return {
    getState: () => state,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    find() {
      apply({ type: "waiting" });
      void refresh();
    },
    cancel() {
      apply({ type: "home" });
      void client.request("lobby.leave").result();
    },
    play: (word) =>
      move(async (table) => {
        const { ok, error } = await client.request("table.play", { table, word }).result();
        return ok ? undefined : explain(error);
      }),
    pass: () =>
      move(async (table) => {
        const { ok, error } = await client.request("table.pass", { table }).result();
        return ok ? undefined : explain(error);
      }),
    goHome: () => apply({ type: "home" }),
    serverNow: () => client.serverNow(),
    stop() {
      for (const off of offs) off();
      listeners.clear();
    },
  };
}

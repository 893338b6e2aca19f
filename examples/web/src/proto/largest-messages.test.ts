import { readFileSync } from "node:fs";
import { jsonSerializer, type MessageRef, type PushSent, type ReturnOf } from "@volley/protocol";
import { expect, it } from "vitest";
import { type Duel, duel } from "../contract.js";
import { rulesOfPlay } from "../rules/rules-of-play.js";
import type { Tile } from "../rules/tile.js";
import { duelProtobuf } from "./duel-protobuf.js";

const many = <T>(count: number, one: T): readonly T[] => Array.from({ length: count }, () => one);

// As much of everything as the server ever sends: 50 of what it lists, 50 lines of 200 characters, all turns.
const table = "abcdefghijkl";
const version = Number.MAX_SAFE_INTEGER;
const who = { uid: `guest-${"x".repeat(22)}`, name: "Plucky Dolphin" };
const standing = { ...who, score: 999 };
const player = { ...standing, tiles: 7 };
const line = { ...who, seq: 1_000_000, text: "€".repeat(200), at: 1_900_000_000_000 };
const chat = many(50, line);
const rack: readonly Tile[] = many(rulesOfPlay.rackSize, { id: "t97", letter: "Q" });
const turn = { kind: "word", seat: 1, word: "QUIZZED", score: 99 } as const;
const now = { phase: "playing", toMove: 1, deadline: 1_900_000_000_000, drawOffer: 1 } as const;
const turns = many(2 * rulesOfPlay.turnsEach, turn);
const game: PushSent<Duel, "table.changed">["game"] = { players: [player, player], turns, bag: 84, now };
const watchers = { version, count: 1_000_000 };
const lobby: PushSent<Duel, "lobby.changed"> = {
  version,
  seeks: many(50, { ...who, table }),
  games: many(50, { table, players: [standing, standing] }),
  guests: many(50, who),
  guestCount: 1_000_000,
};
const largest: {
  readonly [Name in "lobby.look" | "table.look" | "tv.watch" | "tv.replay"]: ReturnOf<Duel, Name>;
} & { readonly [Name in "lobby.changed" | "table.changed" | "table.said"]: PushSent<Duel, Name> } = {
  "lobby.look": { me: who, lobby, chat },
  "table.look": { table, version, seat: 1, game, rack, chat, watchers },
  "tv.watch": { table, version, game, watchers },
  "tv.replay": { table, game, held: many(turns.length, { tiles: rack }), left: [{ tiles: rack }, { tiles: rack }] },
  "lobby.changed": lobby,
  "table.changed": { table, version, game },
  "table.said": { table, line },
};

it("the README says how large frames get at most, however full the lobby and the chats are", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const [json, protobuf] = [jsonSerializer(), duelProtobuf()];
  const sizes = Object.entries(largest).map(([name, value]) => {
    const message: MessageRef = { kind: name in duel.pushes ? "push" : "reply", name };
    return { name, inJson: json.encode(value, message).length, inProtobuf: protobuf.encode(value, message).length };
  });
  const rows = [...readme.matchAll(/^\| `([\w.]+)` +\| +([\d,]+) \| +([\d,]+) \|$/gm)];
  const bytes = (column = "") => Number(column.replaceAll(",", ""));
  expect(rows.map(([, name, ...columns]) => [name, ...columns.map(bytes)])).toEqual(sizes.map(Object.values));

  const [, limit] = /No frame is above (\d+) KiB/.exec(readme) ?? [];
  // What a frame has besides its payload: kind, length, id, number, and of a push its group and its place in the stream.
  const most = 1 + 3 * 5 + (2 + 128) + (2 + 3 * 5 + 1);
  for (const { name, inProtobuf } of sizes) expect(inProtobuf + most, name).toBeLessThan(Number(limit) * 1_024);
});

import { expect } from "vitest";
import type { SerializerName } from "../../examples/web/src/serializer-name.js";
import type { DuelPlayer } from "./duel-player.js";

/** A tile's id as it stands in the bytes. Ids are unique in a game: they give a leak away wherever they are. */
const tileIdIn = {
  json: (id: string) => `"${id}"`,
  protobuf: (id: string) => `\n${String.fromCharCode(id.length)}${id}`,
} as const;

/** All that a page got. */
export function textOf({ received }: DuelPlayer): string {
  return received.map(({ text }) => text).join("\n");
}

/** Finds which of these tiles a page got to know. */
export function tileIdsIn(player: DuelPlayer, ids: Iterable<string>, serializer: SerializerName): readonly string[] {
  const text = textOf(player);
  return [...ids].filter((id) => text.includes(tileIdIn[serializer](id)));
}

/** Expects that each player got to know his own tiles only, and a watcher none. */
export function expectNoLeak(
  serializer: SerializerName,
  { ann, bob, watcher }: { readonly ann: DuelPlayer; readonly bob: DuelPlayer; readonly watcher: DuelPlayer },
): void {
  for (const [reader, holder] of [
    [ann, bob],
    [bob, ann],
  ] as const) {
    const own = tileIdsIn(reader, reader.tilesHeld, serializer);
    expect(own, "own tiles can be read in the frames").toEqual([...reader.tilesHeld]);
    expect(holder.tilesHeld.size).toBeGreaterThan(7);
    expect(tileIdsIn(reader, holder.tilesHeld, serializer), "the other's tiles can't").toEqual([]);
    expect(tileIdsIn(watcher, holder.tilesHeld, serializer), "the watcher saw no tile").toEqual([]);
  }
}

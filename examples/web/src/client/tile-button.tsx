import type { ReactNode } from "react";
import type { Tile } from "../rules/tile.js";
import type { DraftAction } from "./draft.js";
import { TileFace } from "./tile-face.js";

/** Shows a tile that can be tapped: from the rack to the word, or back. */
export function TileButton(props: {
  readonly tile: Tile;
  readonly label: string;
  readonly onPick: (action: DraftAction) => void;
}): ReactNode {
  const { tile, label, onPick } = props;
  return (
    <button
      type="button"
      className="tile-button"
      data-tile={tile.id}
      aria-label={label}
      // A mouse doesn't take the focus here, so that Enter plays the word instead of pressing the tile again.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onPick({ type: "toggle", id: tile.id })}
    >
      <TileFace letter={tile.letter} />
    </button>
  );
}

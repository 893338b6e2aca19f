/** What a tab can be about: the own game at a table, somebody else's running game, a finished one. */
export interface Place {
  readonly what: "table" | "tv" | "game";
  readonly table: string;
}

/** Where a tab keeps what it is about, so that a reload and a link find it again. `undefined` is the lobby. */
export interface PageAddress {
  read(): Place | undefined;
  write(place: Place | undefined): void;
  /** Calls back when the player follows a link or goes back. Returns what ends it. */
  onChange(listener: (place: Place | undefined) => void): () => void;
}

/** Makes the link to a place: `#/tv/…`. */
export function linkTo({ what, table }: Place): string {
  return `#/${what}/${encodeURIComponent(table)}`;
}

/** Reads a link's place; `undefined` for what is none. */
export function placeOf(hash: string): Place | undefined {
  const [, what, table] = /^#\/(table|tv|game)\/([\w%.~-]{1,200})$/.exec(hash) ?? [];
  if (table === undefined || (what !== "table" && what !== "tv" && what !== "game")) return undefined;
  try {
    return { what, table: decodeURIComponent(table) };
  } catch {
    return undefined;
  }
}

/** Keeps the place in the page's address. */
export function pageAddress(): PageAddress {
  const read = () => placeOf(location.hash);
  return {
    read,
    write(place) {
      const hash = place === undefined ? "" : linkTo(place);
      if (location.hash !== hash) history.replaceState(null, "", location.pathname + location.search + hash);
    },
    onChange(listener) {
      const onHash = () => listener(read());
      addEventListener("hashchange", onHash);
      return () => removeEventListener("hashchange", onHash);
    },
  };
}

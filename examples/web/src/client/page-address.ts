/** Where a tab keeps which table it sits at, so that a reload finds it again. */
export interface TableAddress {
  read(): string | undefined;
  write(table: string | undefined): void;
}

/** Keeps the table in the page's address: `#table=…`. */
export function pageAddress(): TableAddress {
  return {
    read: () => new URLSearchParams(location.hash.slice(1)).get("table") ?? undefined,
    write(table) {
      const hash = table === undefined ? "" : `#${new URLSearchParams({ table })}`;
      if (location.hash !== hash) history.replaceState(null, "", location.pathname + location.search + hash);
    },
  };
}

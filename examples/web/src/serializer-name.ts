/** How messages travel. Server and page have to agree, so the server tells the page, in a meta tag. */
export type SerializerName = "json" | "protobuf";

const tag = /(<meta name="serializer" content=")[^"]*(")/;

/** Reads the name from a setting; JSON if there is none. Throws for a name that isn't known. */
export function serializerNameOf(setting = "json"): SerializerName {
  if (setting === "json" || setting === "protobuf") return setting;
  throw new Error(`DUEL_SERIALIZER is "${setting}": it has to be json or protobuf.`);
}

/** Writes the name into a page. Throws if the page has no tag for it. */
export function nameSerializer(html: string, name: SerializerName): string {
  if (!tag.test(html)) throw new Error('The page has no <meta name="serializer" content="…">.');
  return html.replace(tag, `$1${name}$2`);
}

/** Reads the name that the server wrote into the page. */
export function serializerOfPage(page: Pick<Document, "querySelector">): SerializerName {
  return serializerNameOf(page.querySelector('meta[name="serializer"]')?.getAttribute("content") ?? undefined);
}

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { nameSerializer, serializerNameOf, serializerOfPage } from "./serializer-name.js";

const html = readFileSync(new URL("../index.html", import.meta.url), "utf8");

/** As much of a document as is read of one. */
function open(page: string) {
  const [, content] = /<meta name="serializer" content="(.*?)"/.exec(page) ?? [];
  return { querySelector: () => (content === undefined ? null : { getAttribute: () => content }) } as never;
}

it("comes to the page as the server wrote it, and is JSON if it wrote none", () => {
  expect(serializerOfPage(open(html))).toBe("json");
  expect(serializerOfPage(open(nameSerializer(html, "protobuf")))).toBe("protobuf");
  expect(serializerOfPage(open(nameSerializer(nameSerializer(html, "protobuf"), "json")))).toBe("json");
  expect(serializerOfPage(open(""))).toBe("json");
});

it("can't be written into a page that has no place for it", () => {
  expect(() => nameSerializer("<title>Word duel</title>", "protobuf")).toThrow("no <meta");
});

it("has to be a known one", () => {
  expect(serializerNameOf()).toBe("json");
  expect(() => serializerNameOf("xml")).toThrow('DUEL_SERIALIZER is "xml": it has to be json or protobuf.');
});

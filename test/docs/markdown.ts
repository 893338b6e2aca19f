/** A fenced block of a page. Its info string is `language key=value flag …`. */
export interface Block {
  readonly language: string;
  /** What stands behind the language; flags have an empty value. */
  readonly info: ReadonlyMap<string, string>;
  /** The line of its opening fence, from 1. */
  readonly line: number;
  readonly text: string;
}

/** A link to somewhere in the repository. */
export interface Link {
  /** As written: "errors.md#endings". */
  readonly target: string;
  readonly line: number;
}

const FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/;
const NO_FENCE = /^\s*(?:[>*+-]|\d+\.)?\s*(?:```|~~~)/;

/** Reads the fenced blocks of a page. Throws for a fence that isn't closed, or that hides in a list or quote. */
export function readBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: { fence: string; info: string; line: number; lines: string[] } | undefined;
  for (const [index, line] of markdown.split("\n").entries()) {
    const [, fence, info = ""] = FENCE.exec(line) ?? [];
    if (open !== undefined) {
      if (fence?.startsWith(open.fence) && info.trim() === "") {
        blocks.push(toBlock(open));
        open = undefined;
      } else open.lines.push(line);
    } else if (fence !== undefined) open = { fence, info, line: index + 1, lines: [] };
    else if (NO_FENCE.test(line)) throw new Error(`line ${index + 1}: write code blocks at the left margin`);
  }
  if (open !== undefined) throw new Error(`line ${open.line}: the block is not closed`);
  return blocks;
}

function toBlock({ info, line, lines }: { info: string; line: number; lines: readonly string[] }): Block {
  const [language = "", ...words] = info.trim().split(/\s+/);
  const pairs = words.map((word): [string, string] => {
    const [key = "", value = ""] = word.split("=", 2);
    return [key, value];
  });
  return { language, info: new Map(pairs), line, text: lines.map((each) => `${each}\n`).join("") };
}

/** Reads the lines of a page, those of fenced blocks as empty ones. */
function readProse(markdown: string): string[] {
  const lines = markdown.split("\n");
  for (const { line, text } of readBlocks(markdown)) lines.fill("", line - 1, line + text.split("\n").length);
  return lines;
}

/** Reads the headings of a page with their levels: `{ level: 3, text: "TIMEOUT" }`. */
export function readHeadings(markdown: string): { readonly level: number; readonly text: string }[] {
  return readProse(markdown).flatMap((line) => {
    const [, marks, text] = /^(#{1,6}) +(.*?) *#*$/.exec(line) ?? [];
    return marks === undefined || text === undefined ? [] : [{ level: marks.length, text }];
  });
}

/** Lists the anchors that GitHub gives the headings of a page. */
export function readAnchors(markdown: string): string[] {
  const seen = new Map<string, number>();
  return readHeadings(markdown).map(({ text }) => {
    const words = text.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
    const anchor = words.replace(/[^\p{L}\p{N}_ -]/gu, "").replaceAll(" ", "-");
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
}

/** Lists the links of a page that don't lead out of the repository. */
export function readLinks(markdown: string): Link[] {
  return readProse(markdown).flatMap((written, index) => {
    const line = written.replace(/`[^`]*`/g, "");
    const inline = [...line.matchAll(/\]\(<?([^)>\s]+)>?(?:\s+"[^"]*")?\)/g)];
    const defined = [...line.matchAll(/^\[[^\]]+\]:\s+<?([^>\s]+)>?/g)];
    return [...inline, ...defined].flatMap(([, target = ""]) =>
      /^[a-z][a-z0-9+.-]*:/i.test(target) ? [] : [{ target, line: index + 1 }],
    );
  });
}

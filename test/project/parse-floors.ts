/**
 * The floors of each package, from the ground up, as ARCHITECTURE.md writes them once, in a fenced block with the
 * info string `floors`:
 *
 *     protocol: base < errors schema < contract < wire serializers < socket-io
 *     server:   base < ... < gateway < . < testing
 *
 * One package per line. `<` separates floors, a space the folders of one floor. A file imports only from its own
 * folder and from lower floors, so the folders of one floor don't know each other. `.` stands for the files directly
 * in src; where it isn't written it is the top floor.
 */
export type Floors = ReadonlyMap<string, readonly (readonly string[])[]>;

/** Reads the floors out of the text of ARCHITECTURE.md. Throws if there is no such block, or a line isn't understood. */
export function parseFloors(markdown: string): Floors {
  const block = /^```floors\n(.*?)^```$/ms.exec(markdown)?.[1];
  if (block === undefined) throw new Error("ARCHITECTURE.md has no ```floors block");
  const lines = block.split("\n").filter((line) => line.trim() !== "");
  return new Map(lines.map(parseLine));
}

function parseLine(line: string): [string, string[][]] {
  const [, name, text] = /^([a-z-]+):\s+(.+)$/.exec(line) ?? [];
  if (name === undefined || text === undefined) throw new Error(`Not a line of floors: ${line}`);
  const floors = text.split("<").map((floor) => floor.trim().split(/\s+/));
  for (const folder of floors.flat()) {
    if (!/^([a-z][a-z0-9-]*|\.)$/.test(folder)) throw new Error(`Not a folder: "${folder}" in ${line}`);
  }
  return [name, floors.flat().includes(".") ? floors : [...floors, ["."]]];
}

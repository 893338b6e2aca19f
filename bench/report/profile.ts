import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What V8 writes with `--cpu-prof`. */
interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** A function, and the part of the busy time that was spent in it and nothing that it calls. */
export interface SelfTime {
  readonly name: string;
  readonly share: number;
}

/** A server's first seconds: it starts, compiles, gets its clients, warms up. */
const START_US = 3_500_000;
const IDLE = new Set(["(idle)", "(program)", "(root)"]);

/** Lists the functions of all profiles in a folder, the most expensive first. */
export function selfTimes(folder: string): readonly SelfTime[] {
  const times = new Map<string, number>();
  let busy = 0;
  for (const file of readdirSync(folder)) {
    const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(join(folder, file), "utf8")) as CpuProfile;
    const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
    let at = 0;
    samples.forEach((id, index) => {
      const name = names.get(id) ?? "?";
      const time = timeDeltas[index] ?? 0;
      at += time;
      if (at < START_US || IDLE.has(name)) return;
      busy += time;
      times.set(name, (times.get(name) ?? 0) + time);
    });
  }
  return [...times].map(([name, time]) => ({ name, share: time / busy })).sort((a, b) => b.share - a.share);
}

function nameOf({ functionName, url, lineNumber }: CpuProfile["nodes"][number]["callFrame"]): string {
  if (url === "") return functionName || "(anonymous)";
  return `${functionName || "(anonymous)"} ${shorten(url)}:${lineNumber + 1}`;
}

/** The package and the file in it. */
function shorten(url: string): string {
  return url.replace(/^.*\/node_modules\//, "").replace(/^.*\/(packages|bench)\//, "$1/");
}

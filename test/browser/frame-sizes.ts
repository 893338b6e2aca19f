import { readFileSync } from "node:fs";
import type { Carried } from "./duel-player.js";

/** The bytes of the largest message in what WebSockets carried. */
export function largest(...streams: readonly (readonly Carried[])[]): number {
  return Math.max(0, ...streams.flat().map(({ bytes }) => bytes));
}

/** The bytes of all that a WebSocket carried. */
export function total(stream: readonly Carried[]): number {
  return stream.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Reads in the example's README how many bytes the messages of a game have at most, as Protobuf. */
export function documentedLimits(): { readonly live: number; readonly replay: number } {
  const readme = readFileSync(new URL("../../examples/web/README.md", import.meta.url), "utf8");
  const [, live, replay] =
    /a message at the table or on\s+TV is above (\d+) KiB, or one with a replay above (\d+) KiB/.exec(readme) ?? [];
  return { live: Number(live) * 1_024, replay: Number(replay) * 1_024 };
}

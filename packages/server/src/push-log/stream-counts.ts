import { Tally } from "../metrics/tally.js";

/** What happened to the streams of one node since its start. */
export class StreamCounts {
  /** Places where a stream didn't go on from what the node had. */
  found = 0;
  /** Of these, those after which nothing was missing. */
  repaired = 0;
  /** Entries sent to members that had missed them. */
  replayed = 0;
  /** Members that were told that something is lost to them, by the reason. */
  readonly unrepaired = new Tally();
  /** Entries that came twice, by where that was noticed. */
  readonly duplicates = new Tally();
  readonly sweeps = new Tally();
}

import { type Clock, systemError } from "@volley/protocol/internal";
import type { Peers } from "../peers/peers.js";
import { type OnceOutcome, otherRequest, outcomeUnknown, refused } from "./once-outcome.js";
import { askOwner } from "./once-owner.js";
import type { OnceRecord } from "./once-record.js";
import type { OnceStore } from "./once-store.js";

/** What following works with. */
export interface FollowParts {
  readonly node: string;
  readonly store: OnceStore;
  readonly peers: Peers;
  readonly isAlive: (node: string) => boolean;
  readonly clock: Clock;
  /** How long it is remembered that a run was given up, in ms. */
  readonly ttlMs: number;
}

/** A run that somebody else has claimed. */
export interface Followed {
  readonly key: string;
  /** What was asked; see `onceRequestOf`. */
  readonly request: string;
  /** How long its end is waited for. */
  readonly ms: number;
}

/** Between two looks at a node that says nothing, in ms. */
const PAUSE_MS = 200;

/**
 * Answers a request that was claimed before: with what is kept, or with what its node says when it is done. A run
 * whose node is dead is given up. It is never claimed again: a record that has gone meanwhile was lost. Never rejects.
 */
export async function followRun(parts: FollowParts, { key, request, ms }: Followed): Promise<OnceOutcome> {
  const { node, store, peers, isAlive, clock, ttlMs } = parts;
  const endsAt = clock.monotonic() + ms;
  const pause = (): Promise<void> => new Promise((resolve) => void clock.after(PAUSE_MS, resolve));
  /** The run that its own node knew nothing of when it was asked. */
  let missing: string | undefined;
  for (;;) {
    const leftMs = endsAt - clock.monotonic();
    if (leftMs <= 0) return refused(systemError("TIMEOUT", `the one run took longer than ${ms} ms`));
    try {
      const record = await store.read(key);
      const settled = answerOf(record, request);
      if (settled !== undefined) return settled;
      const { claim } = record as OnceRecord;
      // It would be among the runs here if it were running.
      if (claim.node === node || claim.run === missing || !isAlive(claim.node)) {
        await store.giveUp(key, claim, ttlMs);
        continue;
      }
      const news = await askOwner(peers, { node: claim.node, key, run: claim.run, timeoutMs: leftMs });
      if (news.type === "ended") return news.answer;
      // It may have ended just now: one more look tells.
      if (news.type === "gone") missing = claim.run;
      else await pause();
    } catch {
      // The store is away. What is under way elsewhere may still end in time.
      await pause();
    }
  }
}

/** Undefined: it is running. */
function answerOf(record: OnceRecord | undefined, request: string): OnceOutcome | undefined {
  const unknown = (why: string): OnceOutcome => refused(outcomeUnknown(why));
  if (record === undefined) return unknown("the server can't remember any more how this ended");
  if (record.claim.request !== request && record.claim.request !== "") return refused(otherRequest());
  if (record.status === "unknown") return unknown("the node that handled this was given up half way");
  if (record.status === "running") return undefined;
  return record.answer ?? unknown("the request was handled, and its answer was too large to keep");
}

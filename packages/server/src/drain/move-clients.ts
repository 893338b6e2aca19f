import type { Ending } from "@volley/protocol";
import type { Clock } from "@volley/protocol/internal";
import type { Logger } from "../base/logger.js";
import { pause, waitUntil } from "../base/wait-until.js";
import type { Leaving, LeavingClients } from "./leaving-clients.js";

/** What moving clients works with. */
export interface MoveParts {
  readonly clients: LeavingClients;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
}

/** How fast it shall go, and until when. */
export interface MovePace {
  readonly perSecond: number;
  readonly leftMs: number;
  /** Aborted when the time is over. */
  readonly signal: AbortSignal;
}

/** Clients are told in batches of so long, in ms: each to leave at a time of its own within it. */
const BATCH_MS = 250;
/** How long after the last batch clients that are still there are asked once more, in ms: their way out led back here. */
const AGAIN_MS = 5_000;
/** For so long there may be no other node that takes clients, in ms; then they are let go. */
const STRANDED_MS = 2_000;
/** What part of the time may go into spreading them: the rest is for those who are asked again. */
const SPREAD = 0.8;
/** How long a client waits that comes back to begin anew, at least, in ms. */
const RETRY_MS = 1_000;
const LOOK_MS = 50;

/**
 * Gets all clients to leave, spread over time, and resolves when they are gone, the time is over, or there is no other node
 * to go to. Returns those whose sessions were to end.
 */
export async function moveClients(parts: MoveParts, pace: MovePace): Promise<ReadonlySet<Leaving>> {
  const { clients, clock } = parts;
  const { signal } = pace;
  const endsAt = clock.monotonic() + pace.leftMs;
  const told = new Set<Leaving>();
  const isStranded = strandedFor(STRANDED_MS, parts);
  while (!signal.aborted) {
    const round = clients.connected().filter((client) => !told.has(client));
    const canGo = clients.way !== "resume" || clients.hasElsewhere;
    if (round.length > 0 && canGo) {
      const leftMs = Math.max(1, endsAt - clock.monotonic());
      if (clients.way === "nowhere")
        for (const client of round) clients.finish(client, comeBack(round.length, parts, pace));
      else await inBatches(round, parts, { ...pace, leftMs });
      if (clients.way !== "resume") for (const client of round) told.add(client);
    }
    const againAt = clock.monotonic() + AGAIN_MS;
    const areGone = (): boolean => clients.connected().length === 0;
    const isTime = (): boolean => (canGo ? clock.monotonic() >= againAt : clients.hasElsewhere);
    await waitUntil(() => areGone() || isTime() || isStranded(), { everyMs: LOOK_MS, clock, signal });
    if (areGone() || isStranded()) break;
  }
  return told;
}

/** Tells, when it is asked again and again, whether sessions had no other node to move to for so long. */
function strandedFor(ms: number, { clients, clock }: MoveParts): () => boolean {
  let since = clock.monotonic();
  return () => {
    if (clients.way !== "resume" || clients.hasElsewhere) since = clock.monotonic();
    return clock.monotonic() - since >= ms;
  };
}

/** When clients that are told to go away at once come back: as fast as others would be moved. */
export function comeBack(
  count: number,
  { random }: Pick<MoveParts, "random">,
  { perSecond }: Pick<MovePace, "perSecond">,
): Ending {
  return { reason: "going-away", retryAfterMs: Math.round(RETRY_MS + (random() * count * 1_000) / perSecond) };
}

async function inBatches(round: readonly Leaving[], parts: MoveParts, pace: MovePace): Promise<void> {
  const { clients, clock, random, logger } = parts;
  const { signal } = pace;
  const needed = round.length / ((pace.leftMs * SPREAD) / 1_000);
  if (needed > pace.perSecond) {
    logger.warn("clients are moved faster than perSecond says, or they would not be gone in time", {
      ...{ clients: round.length, perSecond: pace.perSecond, needed: Math.ceil(needed) },
    });
  }
  const rate = Math.max(needed, pace.perSecond) / 1_000;
  const size = Math.max(1, Math.round(rate * BATCH_MS));
  const batchMs = size / rate;
  for (let at = 0; at < round.length && !signal.aborted; at += size) {
    for (const client of round.slice(at, at + size)) {
      if (!client.connected) continue;
      if (clients.way === "resume") void client.move({ inMs: Math.round(random() * batchMs) });
      else clients.finish(client, { reason: "going-away", retryAfterMs: Math.round(random() * batchMs) });
    }
    await pause(batchMs, { clock, signal });
  }
}

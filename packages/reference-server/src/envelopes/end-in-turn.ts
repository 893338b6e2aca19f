import type { Clock } from "@volley/protocol/internal";

/** How fast sessions are ended, and for how long they may take. */
export interface EndInTurn {
  readonly withinMs: number;
  readonly perSecond: number;
}

/** A session that can be asked to end. */
export interface Leaving {
  /** Ends it as soon as what it asked for is answered. */
  leave(): void;
}

/** Their clients come back elsewhere at once: so long apart, in ms, that it goes evenly. */
const STEP_MS = 100;

/** Asks sessions to end, so many per second. Resolves when none is left, or the time is over; never rejects. */
export async function endInTurn(
  sessions: () => readonly Leaving[],
  { clock, withinMs, perSecond }: EndInTurn & { readonly clock: Clock },
): Promise<void> {
  const endsAt = clock.monotonic() + withinMs;
  const asked = new Set<Leaving>();
  let allowed = 0;
  while (sessions().length > 0 && clock.monotonic() < endsAt) {
    allowed = Math.min(perSecond, allowed + (perSecond * STEP_MS) / 1_000);
    const round = sessions()
      .filter((session) => !asked.has(session))
      .slice(0, Math.floor(allowed));
    allowed -= round.length;
    for (const session of round) {
      asked.add(session);
      session.leave();
    }
    if (sessions().length === 0) return;
    await new Promise<void>((resolve) => void clock.after(STEP_MS, resolve));
  }
}

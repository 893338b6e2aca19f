import type { Clock } from "@volley/protocol/internal";

/** What the end of the process needs. */
export interface EndParts {
  readonly clock: Clock;
  /** How long it may take, in ms. */
  readonly closeMs: number;
  /** Ends what runs. */
  readonly close: (signal: NodeJS.Signals) => Promise<number>;
  readonly exit: (code: number) => void;
}

const SIGNALS = ["SIGTERM", "SIGINT"] as const;
/** One Ctrl-C may come twice, from the terminal and through npm, in ms. */
const SAME_SIGNAL_MS = 1_000;

/**
 * Ends the process at the first signal, in good order and within its time; a second one ends it at once. Draining belongs
 * here, before `close`.
 */
export function onEnd({ clock, closeMs, close, exit }: EndParts): void {
  let startedAt: number | undefined;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (startedAt !== undefined) {
        if (clock.monotonic() - startedAt > SAME_SIGNAL_MS) exit(1);
        return;
      }
      startedAt = clock.monotonic();
      clock.after(closeMs, () => exit(1));
      close(signal).then(exit, () => exit(1));
    });
  }
}

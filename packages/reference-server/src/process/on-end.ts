import type { Clock } from "@volley/protocol/internal";

/** What the end of the process needs. */
export interface EndParts {
  readonly clock: Clock;
  /** How long clients have, in ms. */
  readonly drainMs: number;
  /** How long closing may take, behind that or instead of it, in ms. */
  readonly closeMs: number;
  /** Ends what runs when its clients are gone; resolves with the exit code. */
  readonly drain: (signal: NodeJS.Signals) => Promise<number>;
  /** Ends it at once, a drain that runs included. */
  readonly close: (signal: NodeJS.Signals) => Promise<unknown>;
  readonly exit: (code: number) => void;
  /** Where signals come from. Default: this process. */
  readonly signals?: Pick<NodeJS.EventEmitter, "on">;
}

/** How far the end of a process has come. */
type Ending = "not begun" | "draining" | "closing" | "left";

const SIGNALS = ["SIGTERM", "SIGINT"] as const;
/** One Ctrl-C may come twice, from the terminal and through npm, in ms. */
const SAME_SIGNAL_MS = 1_000;
const NEXT: Readonly<Record<Ending, Ending>> = {
  "not begun": "draining",
  draining: "closing",
  closing: "left",
  left: "left",
};

/**
 * Ends the process: the first signal drains, a second one closes at once, a third leaves. Each step has its time; the exit
 * code is 1 when that is over, or when a drain was cut short.
 */
export function onEnd({ clock, drainMs, closeMs, drain, close, exit, signals = process }: EndParts): void {
  let ending: Ending = "not begun";
  let lastAt = Number.NEGATIVE_INFINITY;
  const take = (signal: NodeJS.Signals): void => {
    if (clock.monotonic() - lastAt <= SAME_SIGNAL_MS) return;
    lastAt = clock.monotonic();
    ending = NEXT[ending];
    if (ending === "left") return exit(1);
    const gently = ending === "draining";
    clock.after(gently ? drainMs + closeMs : closeMs, () => exit(1));
    if (gently)
      drain(signal).then(
        (code) => ending === "draining" && exit(code),
        () => exit(1),
      );
    else
      close(signal).then(
        () => exit(1),
        () => exit(1),
      );
  };
  for (const signal of SIGNALS) signals.on(signal, () => take(signal));
}

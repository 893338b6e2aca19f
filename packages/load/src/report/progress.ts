import type { TimelinePoint } from "../measure/timeline.js";
import { countText, spanText, timeText } from "./figures.js";

/** Where progress is shown. */
export interface Screen {
  /** A line in its place, or one below the other. */
  readonly isTTY: boolean;
  /** How wide it is. */
  readonly columns: number | undefined;
  write(text: string): void;
}

const ERASE = "\r\x1b[2K";

/** Shows each second in a line: updated in place on a terminal, one below the other elsewhere. */
export class Progress {
  readonly #screen: Screen;
  readonly #connections: number;
  #isShown = false;

  constructor(screen: Screen, connections: number) {
    this.#screen = screen;
    this.#connections = connections;
  }

  show(point: TimelinePoint): void {
    const line = progressText(point, this.#connections);
    if (!this.#screen.isTTY) return this.#screen.write(`${line}\n`);
    // One that is broken into two could not be erased.
    this.#screen.write(`${ERASE}${line.slice(0, (this.#screen.columns ?? 80) - 1)}`);
    this.#isShown = true;
  }

  /** Makes room for other output. */
  clear(): void {
    if (this.#isShown) this.#screen.write(ERASE);
    this.#isShown = false;
  }
}

/** Writes what happened in one second. */
export function progressText(point: TimelinePoint, connections: number): string {
  const { second, connected, sent, answered, failed, notSent, pushes, p50, p99 } = point;
  const parts = [
    spanText(second + 1),
    `${countText(connected)}/${countText(connections)} connected`,
    `sent ${countText(sent)}`,
    `answered ${countText(answered)}`,
    failed > 0 && `failed ${countText(failed)}`,
    notSent > 0 && `not sent ${countText(notSent)}`,
    `p50 ${timeText(p50)}`,
    `p99 ${timeText(p99)}`,
    pushes > 0 && `pushes ${countText(pushes)}`,
  ];
  return parts.filter((part) => part !== false).join("  ");
}

import type { Duplex } from "node:stream";
import type { Clock } from "@volley/protocol/internal";

/** What is said to a client whose WebSocket isn't opened. */
export interface UpgradeRefusal {
  readonly status: 403 | 404 | 429 | 503;
  readonly text?: string | undefined;
  readonly retryAfterMs?: number | undefined;
}

/** How long the answer may take to be read, in ms. */
const READ_WITHIN_MS = 1_000;
const REASONS = { 403: "Forbidden", 404: "Not Found", 429: "Too Many Requests", 503: "Service Unavailable" };

/** Answers an upgrade with no, and ends the socket whatever its peer does. */
export function refuseUpgrade(socket: Duplex, clock: Clock, { status, text = "", retryAfterMs }: UpgradeRefusal): void {
  const body = text === "" ? "" : `${text}\n`;
  const head = [
    `HTTP/1.1 ${status} ${REASONS[status]}`,
    "Connection: close",
    "Content-Type: text/plain; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(retryAfterMs === undefined ? [] : [`Retry-After: ${Math.ceil(retryAfterMs / 1_000)}`]),
  ];
  const cut = clock.after(READ_WITHIN_MS, () => socket.destroy());
  socket.once("close", cut);
  // A peer that is gone already would end the process.
  socket.on("error", () => socket.destroy());
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}

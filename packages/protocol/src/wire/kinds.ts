/**
 * The kinds of frames with their numbers on the wire. Bit 6 (0x40) marks kinds whose sender expects an answer: their
 * body starts with an id, and a receiver that doesn't know the kind answers that id with `UNSUPPORTED`. Other
 * unknown kinds are skipped.
 */
export const KIND = {
  notify: 0x02,
  cancel: 0x03,
  welcome: 0x10,
  reply: 0x11,
  error: 0x12,
  push: 0x13,
  pong: 0x14,
  goodbye: 0x15,
  position: 0x16,
  move: 0x17,
  auth: 0x18,
  left: 0x19,
  limited: 0x1a,
  request: 0x41,
  ping: 0x44,
  refresh: 0x45,
  group: 0x46,
} as const;

/** Marks a kind whose sender expects an answer. */
export const ANSWERED = 0x40;
/** Marks a frame that carries extensions. */
export const EXTENDED = 0x80;

/** The types of extensions that this version knows. */
export const EXTENSION = {
  /** The name of the group that a push went to, UTF-8. */
  group: 1,
  /** The W3C trace context that a request or notify came with, ASCII: traceparent, then a line feed and tracestate. */
  trace: 2,
  /** Where a push stands in its stream; see `PushPosition`. */
  position: 3,
  /** Names one effect of a `once` request; see `OnceMark`. */
  once: 5,
} as const;

import { toUtf8 } from "@volley/protocol/internal";

/** Who runs a request: no two runs are alike. */
export interface OnceClaim {
  readonly node: string;
  /** Names this run, at random. */
  readonly run: string;
  /** What was asked; see `onceRequestOf`. */
  readonly request: string;
}

/** How a run ended: an encoded reply, or an error as JSON. */
export interface OnceAnswer {
  readonly type: "reply" | "error";
  readonly payload: Uint8Array;
}

/** What is remembered of one effect. */
export type OnceRecord =
  /** A node claimed it: it is running, or its node died half way. */
  | { readonly status: "running"; readonly claim: OnceClaim }
  /** It is done. Without an `answer` that was too large to keep. */
  | { readonly status: "done"; readonly claim: OnceClaim; readonly answer: OnceAnswer | undefined }
  /** Its node was given up. */
  | { readonly status: "unknown"; readonly claim: OnceClaim };

/** Answers of more bytes aren't kept. */
export const MAX_ANSWER_BYTES = 65_536;

const LETTERS = { running: "P", reply: "R", error: "E", large: "L", unknown: "U" } as const;
const LINE_FEED = 10;

/** Writes a record: a line of text, then an answer's bytes. Equal records have equal bytes. */
export function encodeRecord(record: OnceRecord): Buffer {
  const { node, run, request } = record.claim;
  const answer = record.status === "done" ? record.answer : undefined;
  const line = toUtf8(`${letterOf(record)} ${node} ${run} ${request}\n`);
  return answer === undefined ? Buffer.from(line) : Buffer.concat([line, answer.payload]);
}

/** Reads a record; undefined if it is none. Never throws. */
export function decodeRecord(bytes: Uint8Array): OnceRecord | undefined {
  const end = bytes.indexOf(LINE_FEED);
  if (end < 0) return undefined;
  // Lenient, since Redis may hold anything: what isn't UTF-8 becomes a text that is no record.
  const [letter, node, run, request, ...more] = Buffer.from(bytes.subarray(0, end)).toString().split(" ");
  if (!node || !run || !request || more.length > 0) return undefined;
  const claim: OnceClaim = { node, run, request };
  switch (letter) {
    case LETTERS.running:
      return { status: "running", claim };
    case LETTERS.unknown:
      return { status: "unknown", claim };
    case LETTERS.large:
      return { status: "done", claim, answer: undefined };
    case LETTERS.reply:
    case LETTERS.error:
      return {
        status: "done",
        claim,
        answer: { type: letter === LETTERS.reply ? "reply" : "error", payload: bytes.subarray(end + 1) },
      };
    default:
      return undefined;
  }
}

function letterOf(record: OnceRecord): string {
  if (record.status === "done") return LETTERS[record.answer?.type ?? "large"];
  return LETTERS[record.status];
}

import { systemError } from "@volley/protocol/internal";
import type { PeerCall } from "../peers/peer-service.js";
import type { Peers } from "../peers/peers.js";
import type { OnceAnswer } from "./once-record.js";

const ONCE_METHOD = "once";

/** What the node that claimed a run says of it. "gone": it isn't running there. "silent": it said nothing. */
export type OwnerNews =
  | { readonly type: "ended"; readonly answer: OnceAnswer }
  | { readonly type: "gone" }
  | { readonly type: "silent" };

/** What somebody asks for. */
interface Question {
  readonly key: string;
  readonly run: string;
}

/** Asks the node that runs a request how it ended: waits for the end. Never rejects. */
export function askOwner(
  peers: Peers,
  question: Question & { readonly node: string; readonly timeoutMs: number },
): Promise<OwnerNews> {
  const { node, key, run, timeoutMs } = question;
  return new Promise((resolve) => {
    peers.call({
      node,
      method: ONCE_METHOD,
      head: { key, run },
      timeoutMs,
      settle: (outcome) => {
        if (outcome.type !== "reply") return resolve({ type: "silent" });
        const { head: type, payload } = outcome;
        resolve(type === "reply" || type === "error" ? { type: "ended", answer: { type, payload } } : { type: "gone" });
      },
    });
  });
}

/** Tells other nodes how the runs of this one end. `find` never rejects; undefined: there is no such run, or no answer. */
export function serveOwner(peers: Peers, find: (question: Question) => Promise<OnceAnswer | undefined>): void {
  peers.serve(ONCE_METHOD, (call: PeerCall) => {
    void find(readQuestion(call.head)).then((answer) =>
      answer === undefined ? call.reply(undefined, "gone") : call.reply(answer.payload, answer.type),
    );
  });
}

/** Throws `BAD_REQUEST` for anything else. */
function readQuestion(value: unknown): Question {
  if (typeof value === "object" && value !== null) {
    const { key, run } = value as Partial<Question>;
    if (typeof key === "string" && typeof run === "string") return { key, run };
  }
  throw systemError("BAD_REQUEST", "this asks for no run");
}

import { decodeOnceMark, EXTENSION, extensionOf, type RequestFrame, systemError } from "@volley/protocol/internal";
import type { OnceCall } from "../once/once-call.js";
import type { OnceRuns } from "../once/once-runs.js";

/** Reads the mark of a `once` request that comes in now. Throws `BAD_REQUEST`: without one it could run twice. */
export function readOnceCall({ extensions }: RequestFrame, client: string | undefined, runs: OnceRuns): OnceCall {
  const mark = extensionOf(extensions, EXTENSION.once);
  if (mark !== undefined && client !== undefined) return runs.arrive(client, decodeOnceMark(mark));
  const missing = mark === undefined ? "the request has no mark" : "the client's hello has no name";
  throw systemError("BAD_REQUEST", `this route is \`once\`, and ${missing}`);
}

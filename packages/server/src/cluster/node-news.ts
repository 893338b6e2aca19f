import { isName, toUtf8 } from "@volley/protocol/internal";
import { parseJson } from "../base/parse-json.js";

/** What nodes tell each other at once. The store has the truth: news that get lost are only late. */
export type NodeNews =
  /** Something changed in the store; `from` is who saw it, if that is a node. */
  | { readonly type: "look"; readonly from: string | undefined }
  /** This node is closing, and has taken its record out. */
  | { readonly type: "left"; readonly from: string };

export function encodeNodeNews(news: NodeNews): Uint8Array {
  return toUtf8(JSON.stringify(news));
}

/** Reads news; undefined for whatever else came over the channel. */
export function decodeNodeNews(message: Uint8Array): NodeNews | undefined {
  const { type, from } = parseJson(message, 512) ?? {};
  if (type === "left" && isName(from)) return { type, from };
  if (type === "look" && (from === undefined || isName(from))) return { type, from };
  return undefined;
}

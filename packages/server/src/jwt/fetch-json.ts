import type { Clock } from "@volley/protocol/internal";

/** What fetching needs of the world around it. */
export interface FetchPorts {
  readonly clock: Clock;
  readonly fetch: typeof globalThis.fetch;
}

const TIMEOUT_MS = 5_000;
const MAX_BYTES = 262_144;

/** Fetches JSON: no redirects, within 5 s, at most 256 KiB. Rejects with whatever stands against it. */
export async function fetchJson(url: URL, { clock, fetch }: FetchPorts): Promise<unknown> {
  const controller = new AbortController();
  const stop = clock.after(TIMEOUT_MS, () => controller.abort(new Error(`no answer within ${TIMEOUT_MS} ms`)));
  try {
    const { signal } = controller;
    const response = await fetch(url, { signal, redirect: "error", headers: { accept: "application/json" } });
    if (!response.ok) throw new Error(`the answer has the status ${response.status}`);
    return JSON.parse(await textOf(response));
  } finally {
    stop();
    // Whatever it still wants to say.
    controller.abort();
  }
}

async function textOf({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  // The types of the DOM don't know that it can be iterated.
  for await (const chunk of (body as unknown as AsyncIterable<Uint8Array> | null) ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new Error(`the answer has more than ${MAX_BYTES} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

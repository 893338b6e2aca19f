import { Server as Engine } from "engine.io";

/** How often a client is pinged, and how long its answer may take: a silent one is dropped within 25 s. */
const PING_INTERVAL_MS = 15_000;
const PING_TIMEOUT_MS = 10_000;

/**
 * The most pieces that one message may come in: WebSocket frames, and what TCP makes of them. Each costs memory of its
 * own, however small it is. Browsers send a message in one frame, and networks carry some hundred bytes at a time.
 */
const MAX_FRAGMENTS = 1_024;
const MAX_CHUNKS = 4_096;

/** Makes the Engine.IO that carries connections: WebSocket only, nothing compressed, one version of the protocol. */
export function createWebSocketEngine(messageBytes: number): Engine {
  const engine = new Engine({
    transports: ["websocket"],
    maxHttpBufferSize: messageBytes,
    pingInterval: PING_INTERVAL_MS,
    pingTimeout: PING_TIMEOUT_MS,
    perMessageDeflate: false,
    httpCompression: false,
    allowEIO3: false,
    allowUpgrades: false,
  });
  // Engine.IO hands no such option on to `ws`; a test holds that this reaches it.
  const { ws } = engine as unknown as { readonly ws: { readonly options: object } };
  Object.assign(ws.options, { maxFragments: MAX_FRAGMENTS, maxBufferedChunks: MAX_CHUNKS });
  return engine;
}

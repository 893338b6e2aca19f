// Wrong uses of the edge and of connection layers: every @ts-expect-error must be needed, or this file fails.
import { createServer } from "@volley/server";
import { duel } from "./contracts.js";

// @ts-expect-error an origin where a list belongs
createServer(duel, { edge: { origins: "https://play.example" } });
// @ts-expect-error how many proxies there are, not whether
createServer(duel, { edge: { trustProxy: true } });
// @ts-expect-error the header of no proxy
createServer(duel, { edge: { trustProxy: { hops: 1, header: "x-real-ip" } } });
// @ts-expect-error a rate without its time
createServer(duel, { edge: { handshakes: { rate: 5 } } });
// @ts-expect-error all connections together always have a bound
createServer(duel, { edge: { maxConnections: false } });
// @ts-expect-error misspelt
createServer(duel, { edge: { maxConnection: 5 } });
// @ts-expect-error a layer where a list belongs
createServer(duel, { connectionLayers: () => undefined });
// @ts-expect-error a layer is asked for each connection
createServer(duel, { connectionLayers: [{ receive: () => {} }] });
// @ts-expect-error messages are bytes
createServer(duel, { connectionLayers: [() => ({ receive: (message: string) => void message })] });
// @ts-expect-error bytes go on, not texts
createServer(duel, { connectionLayers: [() => ({ send: (_message, next) => next("text") })] });
// @ts-expect-error an ending of nobody's
createServer(duel, { connectionLayers: [(connection) => void connection.close({ reason: "bored" })] });

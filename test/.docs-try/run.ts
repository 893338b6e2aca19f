import { httpServer } from "./server.js";
const address = httpServer.address();
const port = address !== null && typeof address === "object" ? address.port : 0;
const players = ["Ann", "Bob"];
Object.assign(globalThis, { location: new URL(`http://localhost:${port}`), prompt: () => players.shift() });
await import("./client.js?tab=1");
await import("./client.js?tab=2");
process.exit(0);

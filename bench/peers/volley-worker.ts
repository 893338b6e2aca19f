// One of the processes that volley-workers-server.ts starts: `volley-worker.ts <config as JSON>`.
import type { ServerConfig } from "./peer-server.js";
import { start } from "./volley-server.js";

await start(JSON.parse(process.argv[2] ?? "{}") as ServerConfig);
process.on("disconnect", () => process.exit());

// `npm run dev`: Vite serves the client with hot reload and hands /api and /volley on to the server, which tsx
// restarts when a file of it changes. Both run from the sources, Volley's own too. One Ctrl-C stops both.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createServer as createNetServer } from "node:net";
import { createLogger, createServer as createViteServer } from "vite";

const { PORT = "3000", HOST = "127.0.0.1" } = process.env;
const serverPort = await freePort();
const target = `http://127.0.0.1:${serverPort}`;

// While the server restarts, connections to it fail; the clients come back by themselves.
const logger = createLogger("info", { allowClearScreen: false });
const { error } = logger;
logger.error = (text, options) => text.includes("ws proxy") || error(text, options);

const vite = await createViteServer({
  root: import.meta.dirname,
  customLogger: logger,
  server: {
    host: HOST,
    port: Number(PORT),
    strictPort: true,
    proxy: { "/api": target, "/volley": { target, ws: true } },
  },
});
await vite.listen();

const tsx = createRequire(import.meta.url).resolve("tsx/cli");
const args = ["watch", "--clear-screen=false", "--conditions=@volley/source", "src/server/main.ts"];
const server = spawn(process.execPath, [tsx, ...args], {
  cwd: import.meta.dirname,
  stdio: ["ignore", "inherit", "inherit"],
  env: {
    // Guests keep their identities when the server restarts.
    DUEL_SECRET: "only-for-development-only-for-development",
    ...process.env,
    PORT: String(serverPort),
    HOST: "127.0.0.1",
    DUEL_URL: `http://localhost:${PORT}`,
  },
});

let stopping = false;
async function stop() {
  if (stopping) return;
  stopping = true;
  if (server.exitCode === null && server.signalCode === null) {
    server.kill("SIGTERM");
    await once(server, "exit");
  }
  await vite.close();
  process.exit(0);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
server.on("exit", stop);

async function freePort() {
  const probe = createNetServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}

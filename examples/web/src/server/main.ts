import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serializerNameOf } from "../serializer-name.js";
import { createDuelServer } from "./duel-server.js";

const { PORT = "3000", HOST = "127.0.0.1", DUEL_SECRET, DUEL_SERIALIZER, DUEL_URL } = process.env;

// Beside the built server lies the built client; beside the sources there is none, and Vite serves it.
const built = fileURLToPath(new URL("../client", import.meta.url));
const clientDir = existsSync(join(built, "index.html")) ? built : undefined;

const { httpServer, close } = createDuelServer({
  secret: DUEL_SECRET,
  clientDir,
  serializer: serializerNameOf(DUEL_SERIALIZER),
});
httpServer.on("error", (error) => {
  console.error(`Word duel can't listen on ${HOST}:${PORT}: ${error.message}`);
  process.exit(1);
});
httpServer.listen(Number(PORT), HOST, () => {
  const address = httpServer.address();
  const port = address !== null && typeof address === "object" ? address.port : PORT;
  console.log(`Word duel: ${DUEL_URL ?? `http://${HOST === "127.0.0.1" ? "localhost" : HOST}:${port}`}`);
});

const stop = () => {
  close().then(
    () => process.exit(0),
    (reason: unknown) => {
      console.error(reason);
      process.exit(1);
    },
  );
};
process.once("SIGINT", stop);
process.once("SIGTERM", stop);

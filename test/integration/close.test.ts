import { createClient } from "@volley/client";
import { createServer, type Server } from "@volley/server";
import { expect, it } from "vitest";
import { type Chat, chat, serveChat, startChat } from "../support/chat.js";
import { RawClient } from "../support/raw-client.js";
import { recordingLogger } from "../support/recording-logger.js";
import { until } from "../support/until.js";

it("close tells clients to come back, runs close hooks, frees the port, and can be called again", async () => {
  const { server, url } = await startChat();
  await using client = createClient(chat, { url, logger: recordingLogger() });
  await client.connect();
  const raw = await new RawClient(url).join();
  const { session } = raw.json("welcome") as { session: string };
  let hooks = 0;
  server.session(session)?.onClose(async () => {
    await Promise.resolve();
    hooks++;
  });
  await Promise.all([server.close(), server.close()]);
  await server.close();
  expect(raw.json("goodbye")).toEqual({ reason: "going-away" });
  expect(hooks).toBe(1);
  await until(() => client.status.state !== "ready");
  expect(client.status.state).not.toBe("closed");
  const again = createServer(chat, { anonymous: true }) as unknown as Server<Chat>;
  serveChat(again);
  await again.listen(Number(new URL(url).port), { host: "127.0.0.1" });
  await again.close();
});

it("close doesn't wait for ever: neither for a frozen peer nor for a hanging hook", async () => {
  const logger = recordingLogger();
  const { server, url } = await startChat({ logger, timeouts: { closeMs: 100 } });
  const frozen = await new RawClient(url).join();
  const { session } = frozen.json("welcome") as { session: string };
  server.session(session)?.onClose(() => new Promise(() => {}));
  frozen.pause();
  await server.close();
  expect(logger.lines).toContainEqual(
    expect.objectContaining({ level: "warn", message: expect.stringContaining("took too long") }),
  );
  frozen.terminate();
});

it("a closed server leaves no listeners, timers or sockets that keep the process", async () => {
  const before = process.getActiveResourcesInfo().length;
  const { server, url } = await startChat();
  const client = createClient(chat, { url });
  await client.request("tool.echo", 1);
  await client.close();
  await server.close();
  await until(() => process.getActiveResourcesInfo().length <= before, "resources back at their level");
});

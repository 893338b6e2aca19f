import { createClient, guestIdentity, type Status } from "@volley/client";
import { createServer, guest, type Server } from "@volley/server";
import { describe, expect, it } from "vitest";
import { type Chat, chat, serveChat, startChat } from "../support/chat.js";
import { recordingLogger } from "../support/recording-logger.js";
import { until } from "../support/until.js";

const reconnect = { minMs: 5, maxMs: 50 };

async function startOn(port: number): Promise<Server<Chat>> {
  const server = createServer(chat, { anonymous: true }) as unknown as Server<Chat>;
  serveChat(server);
  await server.listen(port, { host: "127.0.0.1" });
  return server;
}

describe("a client whose server goes away and comes back", () => {
  it("comes back by itself, and what waited in its outbox is sent", async () => {
    const { server, url } = await startChat();
    const statuses: Status["state"][] = [];
    await using client = createClient(chat, { url, reconnect, logger: recordingLogger() });
    client.onStatus(({ state }) => statuses.push(state));
    await client.request("tool.echo", 1);
    await server.close();
    await until(() => client.status.state === "waiting" || client.status.state === "connecting");
    const waiting = client.request("tool.echo", 2);
    const second = await startOn(Number(new URL(url).port));
    expect(await waiting).toBe(2);
    expect(statuses[0]).toBe("connecting");
    expect(statuses.at(-1)).toBe("ready");
    await client.close();
    await second.close();
  });

  it("keeps trying while nobody listens, and a request ends within its time", async () => {
    const { server, url } = await startChat();
    await server.close();
    await using client = createClient(chat, { url, reconnect, logger: recordingLogger() });
    await expect(client.request("tool.echo", 1, { timeoutMs: 100 })).rejects.toMatchObject({ code: "TIMEOUT" });
    const second = await startOn(Number(new URL(url).port));
    expect(await client.request("tool.echo", 2)).toBe(2);
    await client.close();
    await second.close();
  });

  it("asks for a fresh token before each connect, and stays away when it is refused", async () => {
    const { server, url } = await startChat({
      anonymous: false,
      authenticate: ({ token }) => (token === "good-1" || token === "good-2" ? { uid: token } : null),
    });
    let asked = 0;
    const tokens = ["good-1", "good-2", "bad"];
    await using client = createClient(chat, {
      url,
      reconnect,
      token: () => tokens[asked++] ?? "bad",
      logger: recordingLogger(),
    });
    await client.connect();
    expect(server.sessions("good-1")).toHaveLength(1);
    for (const uid of ["good-1", "good-2"]) {
      await until(() => server.sessions(uid).length === 1);
      // Ends the connection as a failing network would, by the server's hand.
      const [session] = server.sessions(uid);
      (session as unknown as { close(ending: object): void }).close({ reason: "going-away" });
    }
    await until(() => client.status.state === "closed");
    expect(client.status).toMatchObject({ state: "closed", cause: { reason: "unauthorized" } });
    expect(asked).toBe(3);
    await expect(client.request("tool.echo", 1)).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    await server.close();
  });
});

describe("refusals", () => {
  it("without a token end the client, unless nobody in particular may come in", async () => {
    const authenticate = (): null => null;
    const { server, url } = await startChat({ anonymous: false, authenticate });
    await using client = createClient(chat, { url, logger: recordingLogger() });
    await expect(client.connect()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    expect(client.status).toMatchObject({ state: "closed", cause: { reason: "unauthorized" } });
    const open = await startChat({ anonymous: true, authenticate });
    await using nobody = createClient(chat, { url: open.url });
    expect(await nobody.request("tool.echo", 1)).toBe(1);
    await server.close();
    await open.server.close();
  });

  it("by a failing authenticate are tried again", async () => {
    const logger = recordingLogger();
    let calls = 0;
    const { server, url } = await startChat({
      logger,
      anonymous: false,
      authenticate: () => {
        if (++calls === 1) throw new Error("the database is away");
        return { uid: "ann" };
      },
    });
    await using client = createClient(chat, { url, reconnect, token: () => "t", logger });
    await client.connect();
    expect(calls).toBe(2);
    expect(logger.lines).toContainEqual(
      expect.objectContaining({ level: "error", message: "authenticate, or a validator of the handshake, failed" }),
    );
    await client.close();
    await server.close();
  });

  it("never show the token in a log", async () => {
    const logger = recordingLogger();
    const secret = "super-secret-token";
    const { server, url } = await startChat({ logger, anonymous: false, authenticate: () => null });
    await using client = createClient(chat, { url, token: () => secret, debug: true, logger });
    await expect(client.connect()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    expect(JSON.stringify(logger.lines)).not.toContain(secret);
    await server.close();
  });
});

describe("guests", () => {
  it("keep their identity over reloads by the token that the server gave them", async () => {
    const { server, url } = await startChat({ anonymous: false, authenticate: guest() });
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    const uidOf = async (): Promise<string | undefined> => {
      await using client = createClient(chat, { url, token: guestIdentity({ storage }) });
      await client.connect();
      return client.status.state === "ready" ? client.status.uid : undefined;
    };
    const first = await uidOf();
    expect(first).toMatch(/^guest-/);
    expect(await uidOf()).toBe(first);
    kept.clear();
    expect(await uidOf()).not.toBe(first);
    await server.close();
  });
});

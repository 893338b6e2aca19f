import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createClient } from "@volley/client";
import { defineContract, request } from "@volley/protocol";
import { createServer, type ServerOptions } from "@volley/server";
import { jwt } from "@volley/server/jwt";
import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { RawClient } from "../support/raw-client.js";
import { recordingLogger } from "../support/recording-logger.js";
import { until } from "../support/until.js";

const contract = defineContract({ routes: { "me.show": request({ output: z.string() }) } });
const SECRET = "a secret of at least thirty-two characters";
const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const payload = (more: object = {}): string => {
  const now = Math.floor(Date.now() / 1_000);
  return encode({ sub: "ann", role: "player", iss: "issuer", aud: "duel", iat: now, exp: now + 600, ...more });
};
const byHmac = (more?: object, secret = SECRET): string => {
  const text = `${encode({ alg: "HS256" })}.${payload(more)}`;
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
};
const byEc = (): string => {
  const text = `${encode({ alg: "ES256", kid: "one" })}.${payload()}`;
  const signature = sign("sha256", Buffer.from(text), { key: keys.privateKey, dsaEncoding: "ieee-p1363" });
  return `${text}.${signature.toString("base64url")}`;
};

async function start(options: ServerOptions) {
  const logger = recordingLogger();
  const server = createServer(contract, { logger, ...options });
  server.service("me", { show: ({ session: { uid, claims } }) => `${uid} ${String(Object(claims).role)}` });
  onTestFinished(() => server.close());
  const { url } = await server.listen(0, { host: "127.0.0.1" });
  const client = (token: () => string) => {
    const made = createClient(contract, { url, token, reconnect: { minMs: 10, maxMs: 50 } });
    onTestFinished(() => made.close());
    return made;
  };
  return { url, client, logger };
}

describe("a server with jwt()", () => {
  it("lets in who brings a good token, and refuses others, without a word of tokens or secrets in its log", async () => {
    const { client, logger } = await start({ authenticate: jwt({ secret: SECRET, audience: "duel" }) });
    const good = byHmac();
    expect(await client(() => good).request("me.show")).toBe("ann player");
    const bad = [byHmac({ aud: "chess" }), byHmac({ exp: 1 }), byHmac({}, SECRET.toUpperCase()), "nonsense-token"];
    for (const token of bad) {
      await expect(client(() => token).connect()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    }
    const log = JSON.stringify(logger.lines, (_, value: unknown) =>
      value instanceof Error ? `${value.stack}` : value,
    );
    for (const text of [good, ...bad, SECRET]) expect(log).not.toContain(text);
  });

  it("lets clients wait while the keys can't be had, and in when they can", async () => {
    let isDown = true;
    const issuer = createHttpServer((_, response) => {
      if (isDown) return void response.writeHead(503).end();
      response.end(JSON.stringify({ keys: [{ ...keys.publicKey.export({ format: "jwk" }), kid: "one" }] }));
    }).listen(0, "127.0.0.1");
    await once(issuer, "listening");
    onTestFinished(() => void issuer.close());
    const jwksUrl = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}/keys`;
    const authenticate = jwt({ jwksUrl, issuer: "issuer", audience: "duel" });
    const { client, logger } = await start({ authenticate });
    const ann = client(byEc);
    const connected = ann.connect();
    await until(() => ann.status.state === "waiting" && ann.status.attempt > 2, "some attempts");
    expect(ann.status).toMatchObject({ cause: { code: "UNAVAILABLE" } });
    expect(logger.lines.some(({ level, message }) => level === "warn" && message.includes("authenticate"))).toBe(true);
    isDown = false;
    await connected;
    expect(await ann.request("me.show")).toBe("ann player");
  }, 60_000);

  it("ends connections that aren't let in within `timeouts.authenticateMs`, whatever authenticate waits for", async () => {
    const { url } = await start({ authenticate: () => new Promise(() => {}), timeouts: { authenticateMs: 200 } });
    const client = new RawClient(url);
    onTestFinished(() => client.terminate());
    void client.join().catch(() => undefined);
    await client.untilClosed();
    expect(client.frames).toEqual([]);
    expect(client.received.some((each) => String(each).includes("UNAVAILABLE"))).toBe(true);
  });
});

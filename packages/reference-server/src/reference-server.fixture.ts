import { once } from "node:events";
import { createClient } from "@volley/client";
import type { Logger } from "@volley/server";
import { SignJWT } from "jose";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { readConfig } from "./config/read-config.js";
import { rooms } from "./contract/rooms-contract.js";
import { type ReferenceServerOptions, startReferenceServer } from "./reference-server.js";

const SECRET = "a secret of the tests, which is long enough";
const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Signs a token as a web app would. */
export function tokenOf(uid: string, claims: Record<string, unknown> = {}): Promise<string> {
  const jwt = new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).setSubject(uid).setIssuedAt();
  return jwt.setExpirationTime("5m").sign(new TextEncoder().encode(SECRET));
}

/** Starts a reference server on a free port of this machine, which ends with the test; gives its url. */
export async function startServer(env: Record<string, string> = {}): Promise<string> {
  return (await runServer(env)).url;
}

/** Starts a reference server, as `startServer` does. */
export async function runServer(env: Record<string, string> = {}, options: ReferenceServerOptions = {}) {
  const config = readConfig({
    args: ["--port", "0", "--host", "127.0.0.1"],
    env: { VOLLEY_JWT_SECRET: SECRET, ...env },
    readFile: () => "{}",
  });
  const server = await startReferenceServer(config, silent, options);
  onTestFinished(() => server.close());
  return server;
}

/** Connects a client of Volley. */
export async function volleyClient(url: string, { uid = "ann", claims = {}, token: own = "" } = {}) {
  const token = own || (await tokenOf(uid, claims));
  const client = createClient(rooms, { url, token: () => token, logger: silent });
  onTestFinished(() => client.close());
  return client;
}

type Envelope = Record<string, Record<string, unknown>>;

/** A plain WebSocket with the envelopes that came. */
export class EnvelopeClient {
  readonly socket: WebSocket;
  readonly received: Envelope[] = [];

  constructor(url: string, headers: Record<string, string>) {
    this.socket = new WebSocket(`${url.replace("http", "ws")}/ws`, { headers });
    this.socket.on("message", (data) => this.received.push(JSON.parse(String(data)) as Envelope));
    onTestFinished(() => this.socket.terminate());
  }

  send(envelope: unknown): void {
    this.socket.send(JSON.stringify(envelope));
  }

  /** The bodies of the envelopes of one kind. */
  all(arm: string): readonly Record<string, unknown>[] {
    return this.received.flatMap(({ [arm]: body }) => (body === undefined ? [] : [body]));
  }
}

/** Connects a client of envelopes, and waits until it stands. */
export async function envelopeClient(url: string, { uid = "bob", session = "", claims = {}, token = "" } = {}) {
  const authorization = `Bearer ${token || (await tokenOf(uid, claims))}`;
  const client = new EnvelopeClient(url, { authorization, ...(session && { "x-session-token": session }) });
  await once(client.socket, "open");
  return client;
}

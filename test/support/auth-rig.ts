import type { Status } from "@volley/client";
import { defineContract, push, request, VolleyError } from "@volley/protocol";
import type { Server, ServerOptions } from "@volley/server";
import { type TestClientOptions, testCluster } from "@volley/server/testing";
import { onTestFinished } from "vitest";
import * as z from "zod";
import { recordingLogger } from "./recording-logger.js";

const contract = defineContract({
  routes: {
    "me.show": request({ output: z.object({ session: z.string(), uid: z.string(), serial: z.number() }) }),
    "me.bind": request({ input: z.string() }),
  },
  pushes: { "me.news": push(z.string()) },
});
type App = Server<typeof contract, Record<string, unknown>>;

/** Tokens of these tests: `uid.serial.life`, good for `life` ms from when they are made. */
interface Issuer {
  /** What was made so far. */
  made: number;
  /** What the next tokens are. */
  uid: string | null;
  fails: boolean;
}

/** How long a token is good for. */
export const LIFE_MS = 60_000;

/** Says where a client stands, and why. */
function describeStatus(status: Status): string {
  if (status.state === "closed") return status.cause.reason;
  return status.state === "waiting" ? status.cause.message : status.state;
}

/** Starts a server whose tokens live for a minute, and what issues them to the clients. */
export async function startAuth(options: ServerOptions = {}, nodes = 1) {
  const issuer: Issuer = { made: 0, uid: "ann", fails: false };
  const heard: string[] = [];
  let now = (): number => 0;
  const authenticate: ServerOptions["authenticate"] = ({ token }) => {
    const [uid = "", serial, at] = (token ?? "").split("/");
    if (token === null || uid === "bad") return null;
    const issuedAt = Number(at);
    return { uid, claims: { serial: Number(serial) }, issuedAt, expiresAt: issuedAt + LIFE_MS, tokenId: `t${serial}` };
  };
  const logger = recordingLogger();
  const setUp = (server: App): void => {
    server.service("me", {
      show: ({ session: { id, uid, claims } }) => ({ session: id, uid, serial: Number(claims["serial"]) }),
      bind: ({ input, session }) => session.bind(input),
    });
    server.onSessionOpen(() => void heard.push("open"));
    server.onSessionRefreshed(({ uid, claims }) => void heard.push(`refreshed ${uid} ${String(claims["serial"])}`));
    server.onSessionResumed(({ uid }) => void heard.push(`resumed ${uid}`));
    server.onSessionClose((_, { reason }) => void heard.push(`close ${reason}`));
  };
  const t = await testCluster(contract, setUp as never, { server: { authenticate, logger, ...options }, nodes });
  now = () => t.clock.now();
  onTestFinished(() => t.close());
  const token = (): string | null => {
    if (issuer.fails) throw new VolleyError("UNAVAILABLE", "the issuer is down");
    return issuer.uid === null ? null : `${issuer.uid}/${++issuer.made}/${now()}`;
  };
  const client = async (own: TestClientOptions<never> = {}) => {
    const made = await t.client({ token, ...own });
    const states: string[] = [];
    made.onStatus((status) => states.push(describeStatus(status)));
    return { client: made, states };
  };
  return { t, issuer, heard, client, logger, server: t.servers[0] as unknown as App };
}

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { envelopeClient, startServer, volleyClient } from "./reference-server.fixture.js";

const [ISSUER, AUDIENCE] = ["https://issuer.example/", "rooms"];
const within = { timeout: 15_000 };

/** Starts somebody who signs tokens, and tells the public keys by HTTP. */
async function startIssuer() {
  const keys: { readonly kid: string; readonly jwk: object; readonly privateKey: CryptoKey }[] = [];
  const addKey = async (kid: string): Promise<void> => {
    const { publicKey, privateKey } = await generateKeyPair("ES256");
    keys.push({ kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: "ES256", use: "sig" } });
  };
  const http = createServer((_, response) =>
    response.setHeader("content-type", "application/json").end(JSON.stringify({ keys: keys.map(({ jwk }) => jwk) })),
  ).listen(0, "127.0.0.1");
  await once(http, "listening");
  onTestFinished(() => {
    http.close();
    http.closeAllConnections();
  });
  const sign = async (uid: string, { kid = "one", issuer = ISSUER, audience = AUDIENCE, claims = {} } = {}) => {
    const key = keys.find((each) => each.kid === kid);
    if (key === undefined) throw new Error(`there is no key ${kid}`);
    const jwt = new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid }).setSubject(uid).setIssuedAt();
    return jwt.setIssuer(issuer).setAudience(audience).setExpirationTime("5m").sign(key.privateKey);
  };
  await addKey("one");
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/jwks.json`, addKey, sign };
}

async function start() {
  const issuer = await startIssuer();
  const url = await startServer({
    ...{ VOLLEY_JWT_SECRET: "", VOLLEY_JWT_JWKS_URL: issuer.url },
    ...{ VOLLEY_JWT_ISSUER: ISSUER, VOLLEY_JWT_AUDIENCE: AUDIENCE },
  });
  return { issuer, url };
}

describe("a server of rooms with the public keys of an issuer", { timeout: 40_000 }, () => {
  it("lets in who brings its tokens, with their rights, over Volley and as envelopes", async () => {
    const { issuer, url } = await start();
    const ann = await volleyClient(url, { token: await issuer.sign("ann", { claims: { rooms: ["table-*"] } }) });
    await expect(ann.request("rooms.join", { room: "lobby" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await ann.request("rooms.join", { room: "table-1" });
    const bob = await envelopeClient(url, { token: await issuer.sign("bob") });
    await vi.waitFor(() => expect(bob.all("session")).toMatchObject([{ member_id: "bob" }]), within);
    bob.send({ join_room: { room_id: "table-1" } });
    bob.send({ message: { target: "table-1", content: "hi" } });
    await vi.waitFor(() => expect(bob.all("message")).toMatchObject([{ sender: "bob" }]), within);
  });

  it("takes tokens of both keys while one takes the other's place", async () => {
    const { issuer, url } = await start();
    await issuer.addKey("two");
    for (const kid of ["one", "two"]) {
      await (await volleyClient(url, { token: await issuer.sign("ann", { kid }) })).connect();
    }
  });

  it("refuses tokens of other issuers, for other apps, and by a secret", async () => {
    const { issuer, url } = await start();
    const wrong = [
      await issuer.sign("ann", { issuer: "https://other.example/" }),
      await issuer.sign("ann", { audience: "shop" }),
    ];
    for (const token of wrong) {
      await expect((await volleyClient(url, { token })).connect()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    }
    await expect((await volleyClient(url)).connect()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    await expect(envelopeClient(url, { token: wrong[0] ?? "" })).rejects.toThrow("401");
  });
});

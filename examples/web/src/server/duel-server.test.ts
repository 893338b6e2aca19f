import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDuelServer, type DuelServer } from "./duel-server.js";

let clientDir: string;
let server: DuelServer;
let url: string;
beforeEach(async () => {
  clientDir = await mkdtemp(join(tmpdir(), "word-duel-"));
  await writeFile(join(clientDir, "index.html"), "<title>Word duel</title>");
  server = createDuelServer({ clientDir });
  server.httpServer.listen(0, "127.0.0.1");
  await once(server.httpServer, "listening");
  url = `http://127.0.0.1:${(server.httpServer.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await server.close();
  await rm(clientDir, { recursive: true });
});

describe("the server of the game", () => {
  it("serves the page", async () => {
    expect(await (await fetch(url)).text()).toContain("Word duel");
  });

  it("answers over REST, beside Volley, if a word counts and what it scores", async () => {
    const ask = async (path: string) => (await fetch(`${url}/api${path}`)).json();
    expect(await ask("/words/quiz")).toEqual({ word: "QUIZ", valid: true, score: 22 });
    expect(await ask("/words/qzui")).toEqual({ word: "QZUI", valid: false, score: 0 });
    expect(await ask("/health")).toEqual({ ok: true });
  });

  it("closes while somebody is connected", async () => {
    const response = await fetch(`${url}/api/health`);
    await response.text();
    await server.close();
    expect(server.httpServer.listening).toBe(false);
  });
});

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDuelServer, type DuelServer } from "./duel-server.js";

let clientDir: string;
let server: DuelServer;
let url: string;

async function start(serializer: "json" | "protobuf"): Promise<void> {
  server = createDuelServer({ clientDir, serializer });
  url = `http://127.0.0.1:${await server.listen(0, "127.0.0.1")}`;
}

beforeEach(async () => {
  clientDir = await mkdtemp(join(tmpdir(), "word-duel-"));
  await writeFile(join(clientDir, "index.html"), '<meta name="serializer" content="json" /><title>Word duel</title>');
  await start("json");
});
afterEach(async () => {
  await server.close();
  await rm(clientDir, { recursive: true });
});

describe("the server of the game", () => {
  it("serves the page, which may load nothing from elsewhere and make no code of strings", async () => {
    const response = await fetch(url);
    expect(await response.text()).toContain("Word duel");
    const policy = response.headers.get("Content-Security-Policy");
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain("unsafe");
  });

  it("tells the page which serializer it uses", async () => {
    const told = async (path: string) =>
      /name="serializer" content="(.*?)"/.exec(await (await fetch(url + path)).text());
    expect((await told("/"))?.[1]).toBe("json");
    await server.close();
    await start("protobuf");
    expect((await told("/"))?.[1]).toBe("protobuf");
    expect((await told("/index.html"))?.[1]).toBe("protobuf");
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
    await expect(fetch(`${url}/api/health`)).rejects.toThrow();
  });
});

import { describe, expect, it } from "vitest";
import { readSettings } from "./settings.js";

describe("the settings", () => {
  it("are those of one process on this machine when nothing is said, wherever a Redis may be", () => {
    const alone = { port: 3_000, host: "127.0.0.1", secret: undefined, serializer: "json" };
    expect(readSettings({}, [])).toEqual(alone);
    expect(readSettings({ REDIS_URL: "redis://elsewhere" }, [])).toEqual(alone);
  });

  it("make a process with a role a node of a cluster", () => {
    const env = { DUEL_SECRET: "s", REDIS_URL: "redis://elsewhere", PORT: "0", DUEL_ROLE: "frontend" };
    expect(readSettings(env, []).cluster).toEqual({ redisUrl: "redis://elsewhere", role: "frontend" });
    expect(readSettings(env, ["--role", "backend"]).cluster?.role).toBe("backend");
  });

  it("say what is wrong with them", () => {
    expect(() => readSettings({ DUEL_SECRET: "s" }, ["--role", "boss"])).toThrow('"boss" is no role');
    expect(() => readSettings({}, ["--role", "backend"])).toThrow("DUEL_SECRET");
    expect(() => readSettings({}, ["--roll", "backend"])).toThrow("--roll");
    expect(() => readSettings({ DUEL_SERIALIZER: "xml" }, [])).toThrow("DUEL_SERIALIZER");
  });
});

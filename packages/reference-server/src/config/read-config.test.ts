import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Config } from "./config-keys.js";
import { configEntries, flagOf } from "./config-names.js";
import { helpText } from "./help-text.js";
import { ConfigError, readConfig } from "./read-config.js";

const SECRET = "x".repeat(40);
const KEYS = { VOLLEY_JWT_JWKS_URL: "https://login.example/keys" };

interface Given {
  readonly args?: readonly string[];
  readonly env?: Record<string, string>;
  readonly file?: string;
}

function read({ args = [], env = {}, file }: Given): Config {
  const fileArgs = file === undefined ? [] : ["--config", "volley.json"];
  const readFile = () => file ?? "";
  return readConfig({ args: [...args, ...fileArgs], env: { VOLLEY_JWT_SECRET: SECRET, ...env }, readFile });
}

function problemsOf(given: Given): readonly string[] {
  try {
    read(given);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe("the configuration", () => {
  it("has a default for every key, which is one of its values", () => {
    const config = new Map<string, unknown>(Object.entries(read({})));
    for (const [name, key] of configEntries()) {
      if (name === "jwtSecret") continue;
      expect(config.get(name)).toEqual(key.default);
      expect(key.default === undefined || key.check(key.default)).toBe(true);
    }
  });

  it("takes flags before the environment, that before the file, that before the defaults", () => {
    const file = JSON.stringify({ port: 1, maxRooms: 2, maxReplay: 3 });
    const config = read({ args: ["--port=7"], env: { PORT: "8", VOLLEY_MAX_ROOMS: "9" }, file });
    expect([config.port, config.maxRooms, config.maxReplay, config.workers]).toEqual([7, 9, 3, 1]);
  });

  it("takes lists and switches in every form", () => {
    const file = JSON.stringify({ rooms: ["a", "b-*"] });
    expect(read({ file }).rooms).toEqual(["a", "b-*"]);
    expect(read({ env: { VOLLEY_ROOMS: "a, b-*" } }).rooms).toEqual(["a", "b-*"]);
    expect(read({ args: ["--guests", "--no-banner"] })).toMatchObject({ guests: true, banner: false });
    expect(read({ args: ["--guests=false"], env: { VOLLEY_BANNER: "false" } })).toMatchObject({ banner: false });
  });

  it("takes an empty variable for none", () => {
    expect(read({ env: { PORT: "", REDIS_URL: "" } })).toMatchObject({ port: 3_000, redisUrl: undefined });
  });

  it.each([
    [{ args: ["--prot=1"] }, "--prot"],
    [{ args: ["--port"] }, "--port"],
    [{ args: ["--port", "80a"] }, "--port"],
    [{ args: ["--port", "65536"] }, "--port"],
    [{ args: ["stray"] }, "stray"],
    [{ args: ["--jwt-secret", SECRET] }, "--jwt-secret"],
    [{ env: { VOLLEY_PROT: "1" } }, "VOLLEY_PROT"],
    [{ env: { PORT: "-1" } }, "PORT"],
    [{ env: { VOLLEY_JWT_SECRET: "short" } }, "VOLLEY_JWT_SECRET"],
    [{ env: { VOLLEY_GUESTS: "yes" } }, "VOLLEY_GUESTS"],
    [{ env: { REDIS_URL: "http://somewhere" } }, "REDIS_URL"],
    [{ env: { VOLLEY_STATSD: "127.0.0.1" } }, "VOLLEY_STATSD"],
    [{ file: '{"prot":1}' }, '"prot" in volley.json'],
    [{ file: '{"port":"3000"}' }, '"port" in volley.json'],
    [{ file: '{"__proto__":{"port":1}}' }, "__proto__"],
    [{ file: "[]" }, "volley.json"],
    [{ file: "{" }, "volley.json is no JSON"],
  ])("stops the start for %j, with the key's name", (given: Given, name) => {
    const problems = problemsOf(given);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(name);
  });

  it("names every key that is wrong, not only the first", () => {
    const problems = problemsOf({ args: ["--workers=none"], env: { VOLLEY_X: "1", PORT: "x" } });
    expect(problems).toHaveLength(3);
  });

  it.each([
    [{ env: { VOLLEY_JWT_SECRET: "" } }, "jwtSecret"],
    [{ env: { ...KEYS, VOLLEY_JWT_ISSUER: "login", VOLLEY_JWT_AUDIENCE: "game" } }, "jwtJwksUrl"],
    [{ env: { ...KEYS, VOLLEY_JWT_SECRET: "" } }, "jwtJwksUrl"],
    [{ args: ["--workers=2"] }, "workers"],
    [{ args: ["--workers=2", "--port=0"], env: { REDIS_URL: "redis://127.0.0.1" } }, "port"],
    [{ args: ["--guests"], env: { REDIS_URL: "redis://127.0.0.1" } }, "guestSecret"],
    [{ args: ["--path=/ws"] }, "envelopePath"],
    [{ args: ["--metrics-port=3000"] }, "metricsPort"],
    [{ args: ["--origins=*,https://play.example"] }, "origins"],
  ])("stops the start for what doesn't fit together, %j", (given: Given, name) => {
    expect(problemsOf(given).map((problem) => problem.split(":")[0])).toEqual([name]);
  });

  it("never shows a secret", () => {
    const secrets = ["hunter2", `redis-of ${SECRET}`];
    const env = { VOLLEY_JWT_SECRET: "hunter2", REDIS_URL: `redis-of ${SECRET}` };
    const text = problemsOf({ env, args: [`--guest-secret=${SECRET}`], file: `{"jwtSecret": "${SECRET}",` }).join();
    for (const secret of [...secrets, SECRET]) expect(text).not.toContain(secret);
  });

  it("of whatever is given either becomes values of the keys, or is refused by name, in one plain line each", () => {
    const names = configEntries().map(([name, key]) => ({ name, env: key.env, flag: flagOf(name) }));
    const key = fc.constantFrom(...names);
    const word = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary" }),
      fc.constantFrom("--", "=", "true", "0", "*", ","),
    );
    const flags = fc.array(
      fc.oneof(
        word,
        key.map(({ flag }) => flag),
        fc.tuple(key, word).map(([k, v]) => `${k.flag}=${v}`),
      ),
    );
    const env = fc.dictionary(
      fc.oneof(
        word.map((name) => `VOLLEY_${name}`),
        key.map((it) => it.env),
      ),
      word,
    );
    const content = fc.dictionary(
      fc.oneof(
        word,
        key.map(({ name }) => name),
      ),
      fc.jsonValue(),
    );
    const file = fc.oneof(
      content.map((it) => JSON.stringify(it)),
      fc.string(),
      fc.json(),
    );
    fc.assert(
      fc.property(flags, env, file, (args, given, text) => {
        let config: Config;
        try {
          config = readConfig({ args, env: { ...given }, readFile: () => text });
        } catch (error) {
          if (!(error instanceof ConfigError)) throw error;
          expect(error.problems.length).toBeGreaterThan(0);
          for (const problem of error.problems) expect(problem).toMatch(/^[\x20-\x7e]{8,300}$/);
          return;
        }
        const values = new Map<string, unknown>(Object.entries(config));
        for (const [name, { check, default: fallback }] of configEntries()) {
          const value = values.get(name);
          expect(value === fallback || check(value)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("--help", () => {
  it("has every key with its variable, and a flag unless it is secret", () => {
    const text = helpText();
    for (const [name, key] of configEntries()) {
      expect(text).toContain(`${key.env}  ${name}\n`);
      expect(text.includes(`${flagOf(name)}  `)).toBe(!key.secret);
    }
  });
});

import { describe, expect, it } from "vitest";
import { guest } from "./auth/guest.js";
import type { ServerOptions } from "./options.js";
import { redis } from "./redis-cluster.js";
import { type StartPlace, startWarnings } from "./start-warnings.js";

const PRODUCTION: StartPlace = { isProduction: true, isFrontend: true };
const AT_HOME: StartPlace = { isProduction: false, isFrontend: true };
const SECRET = "2f6c1a9d8e7b4053a1c2d3e4f5061728";
const good: ServerOptions = { authenticate: () => null };
const remote = "rediss://volley:password@redis.example:6379";

describe("what is unsafe in production", () => {
  it.each<[string, ServerOptions, readonly RegExp[]]>([
    ["nothing", good, []],
    ["nobody is asked who they are", {}, [/^no authenticate/]],
    ["nobody is asked, on purpose", { anonymous: true }, []],
    ["every page may connect", { ...good, edge: { origins: "*" } }, [/^edge\.origins/]],
    ["guests end with the process", { authenticate: guest() }, [/^guest\(\) has no secret/]],
    ["the secret is a word", { authenticate: guest({ secret: "changeme".repeat(4) }) }, [/^the secret of guest/]],
    ["the secret is one letter", { authenticate: guest({ secret: "a".repeat(64) }) }, [/^the secret of guest/]],
    ["the secret is one", { authenticate: guest({ secret: SECRET }) }, []],
    [
      "limits are switched off",
      { ...good, edge: { handshakes: false, handshakesPerAddress: false, maxConnectionsPerAddress: false } },
      [/edge\.handshakes /, /edge\.handshakesPerAddress/, /edge\.maxConnectionsPerAddress/],
    ],
    [
      "clients may send as fast as they can",
      { ...good, limits: { connection: false, abuse: false } },
      [/limits\.connection is/, /limits\.abuse is/],
    ],
    ["everything is checked twice", { ...good, check: true }, [/^check is on/]],
    ["Redis is next door", { ...good, cluster: redis({ url: "redis://127.0.0.1:6379" }) }, []],
    ["Redis is the default one", { ...good, cluster: redis() }, []],
    ["Redis is on this machine", { ...good, cluster: redis({ url: "redis://[::1]:6379" }) }, []],
    ["Redis is far and protected", { ...good, cluster: redis({ url: remote }) }, []],
    [
      "Redis is far, its password beside the url",
      { ...good, cluster: redis({ url: "rediss://redis.example", password: "x" }) },
      [],
    ],
    [
      "Redis has no password",
      { ...good, cluster: redis({ url: "rediss://redis.example" }) },
      [/redis\.example .*password/],
    ],
    ["Redis has no TLS", { ...good, cluster: redis({ url: "redis://:x@10.0.0.1" }) }, [/10\.0\.0\.1 .*TLS/]],
    [
      "Sentinels are far and open",
      { ...good, cluster: redis({ sentinel: { name: "main", addresses: [{ host: "10.0.0.2", port: 26379 }] } }) },
      [/password/, /TLS/],
    ],
  ])("when %s", (_what, options, expected) => {
    const warnings = startWarnings(options, PRODUCTION);
    expect(warnings).toHaveLength(expected.length);
    for (const [index, pattern] of expected.entries()) expect(warnings[index]).toMatch(pattern);
    // One line each, that says what to do.
    for (const warning of warnings) expect(warning).toMatch(/^[^\n]+[:;,] [^\n]+$/);
  });

  it("never says a password or a secret", () => {
    const options = {
      authenticate: guest({ secret: "hunter2-".repeat(5) }),
      cluster: redis({ url: "redis://u:hunter2@10.0.0.1" }),
    };
    expect(startWarnings(options, PRODUCTION).join("\n")).not.toContain("hunter2");
  });
});

it("is said in a cluster as well, and not where an app is being written", () => {
  const options: ServerOptions = { authenticate: guest(), edge: { origins: "*" } };
  expect(startWarnings(options, AT_HOME)).toEqual([]);
  expect(startWarnings({ ...options, cluster: redis() }, AT_HOME)).toHaveLength(2);
});

it("of clients isn't said by a backend", () => {
  const place = { isProduction: true, isFrontend: false };
  expect(startWarnings({ edge: { origins: "*" }, authenticate: guest() }, place)).toEqual([]);
});

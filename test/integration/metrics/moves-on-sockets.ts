import { VolleyError } from "@volley/protocol";
import { encodePing, type ResumeOffer } from "@volley/protocol/internal";
import { WebSocket } from "ws";
import { RawClient } from "../../support/raw-client.js";
import { until } from "../../support/until.js";
import { contract, type Moves, onSockets } from "./arena.js";

const HELLO = { contract: contract.fingerprint, client: "raw-client-of-a-test-1" };

/** What is moved by real connections. */
export const movesOnSockets: Moves = {
  connections: async ({ metrics, moved }) => {
    const { url, client } = await onSockets(metrics);
    await client();
    await moved({ state: "open" });
    await new RawClient(url).open();
    await moved({ state: "pending" });
  },
  accepted: async ({ metrics, moved }) => {
    const { client } = await onSockets(metrics);
    await client();
    await moved();
  },
  refused: async ({ metrics, moved }) => {
    const { url } = await onSockets(metrics, { authenticate: () => null, edge: { origins: ["https://game.example"] } });
    const foreign = new WebSocket(`${url.replace("http", "ws")}/volley/?EIO=4&transport=websocket`, {
      headers: { origin: "https://evil.example" },
    });
    foreign.on("error", () => {});
    await moved({ reason: "origin" });
    const raw = await new RawClient(url).open();
    raw.send("40{}");
    await moved({ reason: "protocol" });
    const stranger = await new RawClient(url).open();
    void stranger.join(HELLO).catch(() => {});
    await moved({ reason: "unauthorized" });
  },
  authFailed: async ({ metrics, moved }) => {
    const { url } = await onSockets(metrics, {
      authenticate: ({ token }) => {
        if (token === "broken") throw new VolleyError("UNAVAILABLE", "no");
        return null;
      },
    });
    void new RawClient(url).join({ ...HELLO, token: "x" }).catch(() => {});
    await moved({ reason: "unauthorized" });
    void new RawClient(url).join({ ...HELLO, token: "broken" }).catch(() => {});
    await moved({ reason: "unavailable" });
  },
  handshakeSeconds: async ({ metrics, moved }) => {
    const { url, client } = await onSockets(metrics);
    await client();
    await moved({ result: "ok" });
    (await new RawClient(url).open()).send("40{}");
    await moved({ result: "refused" });
  },
  resumeTokensReused: async ({ metrics, moved }) => {
    const { url } = await onSockets(metrics, { authenticate: ({ token }) => ({ uid: token ?? "nobody" }) });
    const join = (hello: object) => new RawClient(url).join({ ...HELLO, token: "ann", ...hello });
    const welcomeOf = (raw: RawClient) => raw.json("welcome") as { session: string; resume: ResumeOffer };
    const goOn = (raw: RawClient) => {
      const { session, resume } = welcomeOf(raw);
      return { resume: { session, token: resume.token, positions: [] } as never };
    };
    const first = await join({});
    first.terminate();
    const second = await join(goOn(first));
    second.terminate();
    const third = await join(goOn(first));
    third.send(encodePing(1));
    await third.until(() => third.frames.some(({ kind }) => kind === "pong"));
    await join(goOn(first));
    await moved();
  },
  slowClients: async ({ metrics, moved }) => {
    await freeze(metrics);
    await moved({ outcome: "slow" });
    await moved({ outcome: "given_up" });
  },
  pushesDropped: async ({ metrics, moved }) => {
    await freeze(metrics);
    await moved();
  },
  outboxBytes: async ({ metrics, moved }) => {
    const { server, url } = await onSockets(metrics);
    const frozen = await new RawClient(url).join(HELLO);
    frozen.pause();
    await until(async () => {
      await server.everybody().push("arena.said", "x".repeat(50_000));
      await new Promise((resolve) => setImmediate(resolve));
      return (metrics.value("volley_outbox_bytes", { of: "max" }) ?? 0) > 0;
    });
    await moved({ of: "all" });
    frozen.terminate();
  },
};

/** A client that stops reading, until it is given up. */
async function freeze(metrics: Parameters<NonNullable<Moves["accepted"]>>[0]["metrics"]): Promise<void> {
  const { server, url } = await onSockets(metrics, { limits: { queuedBytes: 400_000 } });
  const frozen = await new RawClient(url).join(HELLO);
  frozen.pause();
  await until(async () => {
    await server.everybody().push("arena.said", "x".repeat(50_000));
    await server.everybody().push("arena.tick", "x".repeat(50_000));
    await new Promise((resolve) => setImmediate(resolve));
    return (metrics.value("volley_slow_clients_total", { outcome: "given_up" }) ?? 0) > 0;
  }, "it is given up");
  frozen.terminate();
}

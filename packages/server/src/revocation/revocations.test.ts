import { ManualClock, toUtf8 } from "@volley/protocol/internal";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Logger } from "../base/logger.js";
import { Tasks } from "../base/tasks.js";
import type { Bus } from "../cluster/bus.js";
import { MemoryBusHub } from "../cluster/memory-bus.js";
import { MemoryRevocationStore } from "./memory-revocation-store.js";
import type { RevocationStore } from "./revocation-store.js";
import { Revocations } from "./revocations.js";

const quiet: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const KEEP_MS = 3_600_000;

/** Nodes with one store and one bus, either of which may be out of reach. */
function start() {
  const clock = new ManualClock();
  const hub = new MemoryBusHub();
  const memory = new MemoryRevocationStore(clock);
  const all: Revocations[] = [];
  onTestFinished(async () => void (await Promise.all(all.map((each) => each.close()))));

  function node({ deaf = false } = {}) {
    const own = hub.bus(quiet);
    const bus: Bus = {
      up: true,
      publish: (channel, message) => (deaf ? Promise.resolve(0) : own.publish(channel, message)),
      subscribe: (channel, receive) => own.subscribe(deaf ? "nothing" : channel, receive),
      listen: (...args) => own.listen(...args),
      onChange: (handler) => own.onChange(handler),
    };
    const state = { reachable: true, reads: 0 };
    const reach = <T>(work: () => Promise<T>): Promise<T> =>
      state.reachable ? work() : Promise.reject(new Error("out of reach"));
    const store: RevocationStore = {
      add: (...args) => reach(() => memory.add(...args)),
      read: (...args) => reach(() => memory.read(...args)),
      restore: (...args) => reach(() => memory.restore(...args)),
    };
    const revocations = new Revocations({
      ...{ store, bus, channel: "revocations", clock, logger: quiet, tasks: new Tasks(quiet), keepMs: KEEP_MS },
    });
    all.push(revocations);
    const heard: string[] = [];
    revocations.onRevoked(({ name }) => heard.push(name));
    return { revocations, state, heard };
  }
  return { clock, hub, memory, node };
}

describe("revocations", () => {
  it("refuse a user's tokens from until then, those without a time, and none from later", async () => {
    const { clock, node } = start();
    const { revocations } = node();
    await revocations.start();
    const issuedAt = clock.now();
    await revocations.revoke({ uid: "ann" });
    expect(revocations.refuses({ uid: "ann", issuedAt })).toBe(true);
    expect(revocations.refuses({ uid: "ann", issuedAt: issuedAt - 1 })).toBe(true);
    expect(revocations.refuses({ uid: "ann" })).toBe(true);
    expect(revocations.refuses({ uid: "ann", issuedAt: issuedAt + 1 })).toBe(false);
    expect(revocations.refuses({ uid: "bob" })).toBe(false);
  });

  it("refuse a token by its id, whoever's it is, and no user of that name", async () => {
    const { node } = start();
    const { revocations } = node();
    await revocations.start();
    await revocations.revoke({ tokenId: "ann" });
    expect(revocations.refuses({ uid: "bob", tokenId: "ann", issuedAt: Number.MAX_SAFE_INTEGER })).toBe(true);
    expect(revocations.refuses({ uid: "ann", tokenId: "other" })).toBe(false);
  });

  it.each([[{ uid: "" }], [{ uid: "a b" }], [{ tokenId: "" }], [{ tokenId: "x".repeat(257) }], [{}]])(
    "aren't made of %j",
    async (what) => {
      const { revocations } = start().node();
      await expect(revocations.revoke(what as never)).rejects.toMatchObject({ code: "BAD_REQUEST" });
    },
  );

  it("reach other nodes by the bus at once, and a node that starts before it is ready", async () => {
    const { node } = start();
    const [a, b, late] = [node(), node(), node()];
    await a.revocations.start();
    await b.revocations.start();
    await a.revocations.revoke({ uid: "ann" });
    await new Promise((resolve) => setImmediate(resolve));
    expect(b.heard).toEqual(["u:ann"]);
    await late.revocations.start();
    expect(late.revocations.refuses({ uid: "ann" })).toBe(true);
  });

  it("reach a node that the bus doesn't within 5 s", async () => {
    const { clock, node } = start();
    const [a, deaf] = [node(), node({ deaf: true })];
    await a.revocations.start();
    await deaf.revocations.start();
    await a.revocations.revoke({ uid: "ann" });
    await clock.advance(5_000);
    expect(deaf.heard).toEqual(["u:ann"]);
  });

  it("reach a node that was cut off within 5 s from when it can be reached", async () => {
    const { clock, node } = start();
    const [a, cut] = [node(), node({ deaf: true })];
    await a.revocations.start();
    await cut.revocations.start();
    cut.state.reachable = false;
    await a.revocations.revoke({ uid: "ann" });
    await clock.advance(600_000);
    expect(cut.revocations.refuses({ uid: "ann" })).toBe(false);
    cut.state.reachable = true;
    await clock.advance(5_000);
    expect(cut.revocations.refuses({ uid: "ann" })).toBe(true);
  });

  it("are written again when the store has lost them, and read by who didn't know them", async () => {
    const { clock, memory, node } = start();
    const [a, deaf] = [node(), node({ deaf: true })];
    await a.revocations.start();
    await deaf.revocations.start();
    await a.revocations.revoke({ uid: "ann" });
    memory.clear();
    await clock.advance(120_000);
    await deaf.revocations.revoke({ uid: "bob" });
    await clock.advance(10_000);
    expect((await memory.read(0, KEEP_MS)).found.map(({ name }) => name).sort()).toEqual(["u:ann", "u:bob"]);
    expect(deaf.revocations.refuses({ uid: "ann" })).toBe(true);
  });

  it("aren't known when they can't be stored: who revokes hears it", async () => {
    const { revocations, state } = start().node();
    await revocations.start();
    state.reachable = false;
    await expect(revocations.revoke({ uid: "ann" })).rejects.toThrow("out of reach");
    expect(revocations.refuses({ uid: "ann" })).toBe(false);
  });

  it("are forgotten when no token can be so old", async () => {
    const { clock, node } = start();
    const { revocations } = node();
    await revocations.start();
    await revocations.revoke({ uid: "ann" });
    await clock.advance(KEEP_MS - 1);
    expect(revocations.refuses({ uid: "ann" })).toBe(true);
    await clock.advance(5_001);
    expect(revocations.refuses({ uid: "ann" })).toBe(false);
  });

  it("can't be made up by nonsense on the bus", async () => {
    const { hub, node } = start();
    const { revocations, heard } = node();
    await revocations.start();
    const bus = hub.bus(quiet);
    for (const text of ["", "null", "[]", "{}", `{"name":"u:"}`, `{"name":"u:ann"}`, `{"name":"x:ann","at":1}`]) {
      await bus.publish("revocations", toUtf8(text));
    }
    await new Promise((resolve) => setImmediate(resolve));
    expect(heard).toEqual([]);
  });
});

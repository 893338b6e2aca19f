import { ManualClock } from "@volley/protocol/internal";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { GroupStore } from "./group-store.js";
import { MemberRooms } from "./member-rooms.js";
import { MemoryGroupStore } from "./memory-group-store.js";
import { TestNet } from "./test-net.fixture.js";
import { TestNode } from "./test-node.fixture.js";

const GROUPS = ["g", "h"];
const UIDS = ["ann"];
const index = fc.nat(2);

/** What can happen: a change of the store by some node, or a session that comes or goes. */
const step = fc.record({
  kind: fc.constantFrom("add", "add", "remove", "remove", "delete", "create", "open", "close", "wait"),
  node: index,
  group: fc.constantFrom(...GROUPS),
  uid: fc.constantFrom(...UIDS),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const ticks = async (count: number): Promise<void> => {
  for (let n = 0; n < count; n++) await Promise.resolve();
};

it("rooms end as the store has it, whatever happens at the same time and in whatever order that arrives", async () => {
  const delays = fc.array(fc.nat(30), { minLength: 1, maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), delays, async (steps, times) => {
      let turn = 0;
      const wait = (): Promise<void> => ticks(times[turn++ % times.length] ?? 0);
      const net = new TestNet();
      net.delay = wait;
      const store = new MemoryGroupStore(new ManualClock());
      for (const group of GROUPS) await store.create(group, {});
      const slow = slowStore(store, wait);
      const nodes = await Promise.all(["x", "y", "z"].map((name) => makeNode(name, net, slow)));
      const running = new Set<Promise<void>>();
      for (const each of steps) {
        const run = perform(each, nodes, slow).catch(() => {});
        running.add(run);
        if (each.kind === "wait") await ticks(60);
        else await wait();
      }
      // Each may start what the next one waits for.
      for (let round = 0; round < 20; round++) {
        await Promise.all(running);
        await net.settled();
        for (const node of nodes) await node.parts.tasks.settled();
      }
      for (const node of nodes) for (const group of GROUPS) await expectAgreement(node, group, store);
    }),
    { numRuns: 300 },
  );
});

type Node = TestNode & { readonly member: MemberRooms };
let opened = 0;

async function makeNode(name: string, net: TestNet, store: GroupStore): Promise<Node> {
  const node = new TestNode(name, net);
  const member = new MemberRooms({ ...node.parts, store });
  await member.start();
  return Object.assign(node, { member });
}

async function perform({ kind, node: at, group, uid }: Step, nodes: readonly Node[], store: GroupStore): Promise<void> {
  const node = nodes[at] as Node;
  switch (kind) {
    case "create":
      return store.create(group, {});
    case "add":
      await store.add(group, uid);
      return node.member.added(group, uid);
    case "remove":
      await store.remove(group, uid);
      return node.member.removed(group, uid);
    case "delete":
      await store.delete(group);
      return node.member.emptied(group);
    case "open":
      node.open(`s${opened++}`, uid);
      return node.member.bound(uid);
    case "close":
      for (const session of node.sessions.of(uid).slice(0, 1)) node.close(session);
      return;
    case "wait":
  }
}

/** A store whose requests and answers take their time. */
function slowStore(store: GroupStore, wait: () => Promise<void>): GroupStore {
  return new Proxy(store, {
    get:
      (_, key: keyof GroupStore) =>
      async (...args: never[]) => {
        await wait();
        try {
          return await (store[key] as (...args: never[]) => unknown).apply(store, args);
        } finally {
          await wait();
        }
      },
  });
}

async function expectAgreement(node: Node, group: string, store: GroupStore): Promise<void> {
  const { uids = [] } = (await store.members(group)) ?? {};
  const wanted = uids.flatMap((uid) => node.sessions.of(uid).map(({ id }) => id)).toSorted();
  expect(node.members(group)).toEqual(wanted);
}

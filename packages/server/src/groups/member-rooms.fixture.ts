import { ManualClock, systemError } from "@volley/protocol/internal";
import type { GroupStore } from "./group-store.js";
import { MemberRooms } from "./member-rooms.js";
import { MemoryGroupStore } from "./memory-group-store.js";
import { TestNet } from "./test-net.fixture.js";
import { TestNode } from "./test-node.fixture.js";

/** A node's view of a store, whose answers a test can hold up, and which can be out of reach. */
export class SlowStore {
  readonly view: GroupStore;
  reads = 0;
  down = false;
  #gate = Promise.resolve();

  constructor(store: GroupStore) {
    const read = async <T>(work: () => Promise<T>): Promise<T> => {
      this.reads++;
      if (this.down) throw systemError("UNAVAILABLE", "out of reach");
      const answer = await work();
      await this.#gate;
      return answer;
    };
    const view: Pick<GroupStore, "groupsOf" | "members"> = {
      groupsOf: (uid) => read(() => store.groupsOf(uid)),
      members: (group) => read(() => store.members(group)),
    };
    this.view = view as GroupStore;
  }

  /** Holds up answers that were read before the function returned is called. */
  hold(): () => void {
    let release = (): void => {};
    this.#gate = new Promise((resolve) => {
      release = () => {
        this.#gate = Promise.resolve();
        resolve();
      };
    });
    return () => release();
  }
}

/** A node with member rooms. */
export type MemberNode = TestNode & { readonly member: MemberRooms };

/** Three nodes and one store, in which the group "g" is; y has to wait for its answers. */
export async function makeMemberWorld() {
  const [net, clock] = [new TestNet(), new ManualClock()];
  const store = new MemoryGroupStore(clock);
  const slow = new SlowStore(store);
  const makeNode = async (name: string, view: GroupStore): Promise<MemberNode> => {
    const node = new TestNode(name, net, clock);
    const member = new MemberRooms({ ...node.parts, store: view });
    await member.start();
    return Object.assign(node, { member });
  };
  await store.create("g", {});
  return {
    net,
    clock,
    store,
    slow,
    x: await makeNode("x", store),
    y: await makeNode("y", slow.view),
    z: await makeNode("z", store),
    /** Lets everything arrive that isn't held up. */
    settle: () => clock.advance(0),
    /** Adds a user to a group on some node. */
    add: async (node: MemberNode, uid = "ann", group = "g"): Promise<void> => {
      await store.add(group, uid);
      await node.member.added(group, uid);
    },
    /** Removes a user from a group on some node. */
    remove: async (node: MemberNode, uid = "ann", group = "g"): Promise<void> => {
      await store.remove(group, uid);
      await node.member.removed(group, uid);
    },
  };
}

export type MemberWorld = Awaited<ReturnType<typeof makeMemberWorld>>;

import type { Seeded } from "../../support/seeded.js";
import type { ChaosCluster } from "./chaos-cluster.js";
import type { NodePush } from "./chaos-node-config.js";
import type { RunLog } from "./run-log.js";

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * An app on the servers that pushes, and pushes again under the same number what may have failed: on any node, until it
 * knows that it is there.
 */
export class Publisher {
  readonly #parts: { readonly cluster: ChaosCluster; readonly log: RunLog; readonly random: Seeded };
  readonly #id: string;
  #serial = 0;

  constructor(parts: { readonly cluster: ChaosCluster; readonly log: RunLog; readonly random: Seeded }) {
    this.#parts = parts;
    this.#id = parts.log.id("publisher");
  }

  /** Pushes one, and resolves when it is there or the time is over. */
  async push(
    to: Pick<NodePush, "kind" | "room" | "except">,
    { withinMs = 30_000, slot }: { readonly withinMs?: number; readonly slot?: number | undefined } = {},
  ): Promise<boolean> {
    const { cluster, log, random } = this.#parts;
    const stream = to.kind === "user" ? to.room : `${to.kind}:${to.room}`;
    const publication = log.publication(stream, to.except ?? []);
    const producer = { id: this.#id, serial: ++this.#serial };
    const deadline = log.now() + withinMs;
    do {
      const alive = cluster.slots.filter(({ node }) => node.alive());
      const { node } = slot === undefined ? random.pick(alive) : (cluster.slots[slot] ?? random.pick(alive));
      const asked = node.ask({ type: "push", push: { ...to, id: publication.id, producer } });
      const pushed = await Promise.race([asked.catch(() => undefined), pause(3_000)]);
      if (pushed?.code === "") {
        publication.outcome = "acked";
        publication.offset = pushed.offset;
        return true;
      }
      await pause(50);
    } while (log.now() < deadline);
    return false;
  }
}

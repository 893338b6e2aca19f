import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { CrowdQuestion, CrowdStats } from "./crowd-server.js";

/** The server of the crowd. */
export interface CrowdServer extends AsyncDisposable {
  readonly url: string;
  /** Pushes a number to the honest, or something heavy to the others. */
  tell(question: Exclude<CrowdQuestion, { type: "stats" }>): void;
  stats(): Promise<CrowdStats>;
}

/** Starts it, and waits until it listens. */
export async function startCrowdServer(): Promise<CrowdServer> {
  const main = fileURLToPath(new URL("crowd-server.ts", import.meta.url));
  const child = fork(main, { execArgv: ["--conditions=@volley/source", "--import", "tsx"] });
  const failed = once(child, "exit").then(() => Promise.reject(new Error("the server of the crowd ended")));
  failed.catch(() => {});
  const [{ url }] = (await Promise.race([once(child, "message"), failed])) as [{ url: string }];
  return {
    url,
    tell: (question) => void child.send(question),
    stats: async () => {
      child.send({ type: "stats" } satisfies CrowdQuestion);
      const [stats] = (await once(child, "message")) as [CrowdStats];
      return stats;
    },
    [Symbol.asyncDispose]: async () => {
      const exited = once(child, "exit");
      child.disconnect();
      await exited;
    },
  };
}

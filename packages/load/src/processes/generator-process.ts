import { type ChildProcess, fork } from "node:child_process";
import type { Channel, News, Order } from "./messages.js";

/** What the command is called with, by itself, to be a process that sends. */
export const GENERATOR = "--be-a-generator";

/** A process that sends, as the one that reports sees it. */
export interface GeneratorProcess extends Channel<Order, News> {
  /** Ends it at once. */
  kill(): void;
}

/** Starts a process that sends: the command's own file, in the way in which this process was started. */
export function startGenerator(bin: string): GeneratorProcess {
  const child: ChildProcess = fork(bin, [GENERATOR], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  return {
    send: (order) => void (child.connected && child.send(order, () => {})),
    onMessage: (handler) => void child.on("message", (news) => handler(news as News)),
    onGone: (handler) => {
      child.on("error", handler);
      child.on("exit", handler);
    },
    kill: () => void child.kill("SIGKILL"),
  };
}

/** The other end, within such a process. */
export function channelToParent(): Channel<News, Order> {
  // What was preloaded into both may have let go of it, and nothing else keeps a process that waits for orders.
  process.channel?.ref();
  return {
    send: (news) => void (process.connected && process.send?.(news, undefined, undefined, () => {})),
    onMessage: (handler) => void process.on("message", (order) => handler(order as Order)),
    onGone: (handler) => void process.on("disconnect", handler),
  };
}

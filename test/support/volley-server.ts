import { type RunningBin, runBin } from "./run-bin.js";
import { until } from "./until.js";

/** A `volley-server` of a test, as an operator runs it. */
export interface VolleyServer extends RunningBin {
  /** Waits until it serves; gives its url. */
  listening(): Promise<string>;
}

/** Runs `volley-server` from its sources, with nothing in its environment but this. It ends with the test. */
export function runVolleyServer(args: readonly string[], env: Readonly<Record<string, string>> = {}): VolleyServer {
  const own = { PATH: process.env["PATH"] ?? "", VOLLEY_HOST: "127.0.0.1", ...env };
  const running = runBin("reference-server", args, own);
  const { process: child, printed } = running;
  const urlIn = () => /"url":"([^"]+)".*"msg":"listening"/.exec(printed().stdout)?.[1];
  const listening = async (): Promise<string> => {
    await until(() => urlIn() !== undefined || child.exitCode !== null, "volley-server is there", 40_000);
    const url = urlIn();
    if (url === undefined) throw new Error(`volley-server ended: ${printed().stderr}${printed().stdout}`);
    return url;
  };
  return { ...running, listening };
}

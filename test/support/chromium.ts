import { type Browser, chromium } from "playwright-core";

const path = process.env["CHROMIUM_PATH"] ?? "";

/**
 * Says why there is no Chromium to test with, for `describe.skipIf(chromiumMissing)`; undefined if there is one.
 * `npm run test:browser` finds or installs it and sets `CHROMIUM_PATH`.
 */
export const chromiumMissing: string | undefined =
  path === "" ? (process.env["CHROMIUM_MISSING"] ?? "CHROMIUM_PATH is not set") : undefined;

/** Starts a headless Chromium that keeps quiet on the network. The caller closes it. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: path,
    args: [
      "--no-sandbox", // root has none
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

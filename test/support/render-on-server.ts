// Run by test/integration/server-rendering.test.ts: what a server does that renders a page of a game, in a process
// without a DOM. The arguments name the modules to import. Prints what came to life, and what was looked for.
import { createElement, useEffect, useState } from "react";
import { renderToString } from "react-dom/server";

const BROWSER = ["window", "document", "navigator", "location", "localStorage", "sessionStorage", "WebSocket"];

const touched: string[] = [];
for (const name of BROWSER) {
  const get = (): undefined => {
    // React looks whether there is a window; nobody of ours needs to.
    if (/packages[\\/]client/.test(new Error().stack ?? "")) touched.push(name);
  };
  Object.defineProperty(globalThis, name, { configurable: true, get });
}

/** Things that keep a process alive, but for the reading of files: so modules come, how many at once is Node's affair. */
const alive = (): string => {
  const resources = process.getActiveResourcesInfo().filter((name) => !name.startsWith("FSReq"));
  return resources.sort().join(" ");
};

// Only now: nothing of ours was imported before.
const before = alive();
for (const name of process.argv.slice(2)) await import(name);
const { createClient } = await import("@volley/client");
const { chat } = await import("./chat.js");

function Page() {
  const [client] = useState(() => createClient(chat, { url: "http://127.0.0.1:9" }));
  useEffect(() => client.onPush("room.tick", () => {}));
  return createElement("p", null, client.status.state);
}

const html = renderToString(createElement(Page));
console.log(JSON.stringify({ html, touched, before, after: alive() }));

import { createClient } from "@volley/client";
import { defineContract, notify, push, request } from "@volley/protocol";
import { createServer } from "@volley/server";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { recordingLogger } from "../support/recording-logger.js";
import { until } from "../support/until.js";

/** What the server speaks today. */
const today = defineContract({
  routes: {
    "a.added": request({ output: z.string() }),
    "a.kept": request({ output: z.string() }),
    "a.changed": request({ output: z.number(), rev: 2 }),
    "b.turned": request({ output: z.string() }),
  },
  pushes: { "a.early": push(z.number()), "a.kept": push(z.number()), "b.changed": push(z.number(), { rev: 2 }) },
});
/** What a browser tab from yesterday speaks. */
const yesterday = defineContract({
  routes: {
    "a.kept": request({ output: z.string() }),
    "a.changed": request({ output: z.string() }),
    "b.turned": notify(),
    "c.removed": request({ output: z.string() }),
  },
  pushes: { "a.kept": push(z.number()), "b.changed": push(z.string()) },
});

describe("a client of another contract version", () => {
  it("is refused route by route where the two differ, and served everywhere else", async () => {
    const server = createServer(today, { anonymous: true });
    server.service("a", { added: () => "added", kept: () => "kept", changed: () => 5 });
    server.service("b", { turned: () => "turned" });
    const { port } = await server.listen(0, { host: "127.0.0.1" });
    const logger = recordingLogger();
    const client = createClient(yesterday, { url: `http://127.0.0.1:${port}`, logger });

    expect(await client.request("a.kept")).toBe("kept");
    for (const route of ["a.changed", "c.removed"] as const) {
      await expect(client.request(route)).rejects.toMatchObject({ code: "CONTRACT_MISMATCH", retryable: false });
    }
    client.notify("b.turned");
    await until(() => client.droppedNotifies === 1);

    const got: unknown[] = [];
    client.onPush("a.kept", (n) => got.push(n));
    client.onPush("b.changed", (n) => got.push(n));
    await server.everybody().push("a.early", 1);
    await server.everybody().push("b.changed", 2);
    await server.everybody().push("a.kept", 3);
    await until(() => got.length > 0);
    expect(got).toEqual([3]);
    expect(logger.lines.filter(({ level }) => level === "warn").map(({ message }) => message)).toHaveLength(2);
    await client.close();
    await server.close();
  });
});

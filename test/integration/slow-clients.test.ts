import { createClient } from "@volley/client";
import type { Ending } from "@volley/protocol";
import { expect, it } from "vitest";
import { chat, startChat } from "../support/chat.js";
import { RawClient } from "../support/raw-client.js";
import { until } from "../support/until.js";

it("a client that doesn't read is given up with bounded memory, and others notice nothing", async () => {
  const { server, url } = await startChat({ limits: { queuedBytes: 200_000 } });
  const frozen = await new RawClient(url).join({ contract: chat.fingerprint });
  const { session } = frozen.json("welcome") as { session: string };
  const endings: Ending[] = [];
  const told: boolean[] = [];
  server.onSessionSlow((slow, { givenUp }) => slow.id === session && told.push(givenUp));
  server.session(session)?.onClose((ending) => endings.push(ending));

  await using healthy = createClient(chat, { url });
  await healthy.connect();
  let got = 0;
  healthy.onPush("room.said", () => got++);

  frozen.pause();
  let pushed = 0;
  const text = "x".repeat(50_000);
  while (endings.length === 0) {
    await server.everybody().push("room.said", { from: "a", text });
    // The healthy client keeps up; the frozen one's share piles up in sockets first, then here.
    await until(() => got === pushed + 1);
    // Kernel buffers take some megabytes; without a limit this would go on for ever.
    expect(++pushed).toBeLessThan(2_000);
  }
  expect(endings).toEqual([{ reason: "slow" }]);
  expect(told).toEqual([false, true]);
  expect(server.session(session)).toBeUndefined();
  expect(await healthy.request("tool.echo", 1)).toBe(1);
  frozen.terminate();
  await healthy.close();
  await server.close();
});

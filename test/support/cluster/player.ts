import { type Client, createClient } from "@volley/client";
import { onTestFinished } from "vitest";
import { recordingLogger } from "../recording-logger.js";
import { until } from "../until.js";
import type { Balancer } from "./balancer.js";
import { type RoomContract, roomContract } from "./room-contract.js";

/** A player behind a balancer, and what she sees of her connection and hears. */
export interface Player {
  readonly client: Client<RoomContract>;
  /** For each connection: whether the session of the one before went on, or why it didn't. */
  readonly ready: (boolean | string)[];
  /** Pushes in the order in which they came. */
  readonly heard: string[];
  /** What she was told to fetch anew since she sat down. */
  readonly resyncs: string[];
}

/** Starts a player who sits in room 7 and in the hall; she leaves when the test is over. */
export async function startPlayer(balancer: Balancer, uid = "ann"): Promise<Player> {
  const reconnect = { minMs: 20, maxMs: 200 };
  const client = createClient(roomContract(), {
    ...{ url: balancer.url, token: () => uid, reconnect, timeoutMs: 30_000, logger: recordingLogger() },
  });
  onTestFinished(() => client.close());
  const ready: (boolean | string)[] = [];
  client.onStatus((status) => status.state === "ready" && ready.push(status.resumeFailure ?? status.resumed));
  const heard: string[] = [];
  client.onPush("room.said", ({ id }) => heard.push(`said ${id}`));
  client.onPush("room.logged", ({ id }) => heard.push(`logged ${id}`));
  client.onPush("user.told", (text) => heard.push(`told ${text}`));
  const resyncs: string[] = [];
  client.onResync(({ group = "", reason }) => resyncs.push(`${group} ${reason}`));
  await client.connect();
  await client.request("room.keep", "a seat");
  await client.request("room.enter", "7");
  await client.request("room.hall");
  await until(() => resyncs.length === 2, "she knows where her streams begin");
  resyncs.length = 0;
  return { client, ready, heard, resyncs };
}

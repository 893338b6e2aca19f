import { EventEmitter } from "node:events";
import { ManualClock } from "@volley/protocol/internal";
import type { Redis } from "ioredis";
import { expect, it } from "vitest";
import { RedisLink } from "./redis-link.js";

/** What a link sees of ioredis: calls, a status, events. */
class FakeClient extends EventEmitter {
  status = "wait";
  readonly calls: string[] = [];

  async connect(): Promise<void> {
    this.calls.push("connect");
    this.status = "connecting";
    throw new Error("not yet");
  }

  disconnect(again = false): void {
    this.calls.push(again ? "reconnect" : "disconnect");
  }

  async quit(): Promise<void> {
    this.calls.push("quit");
  }

  become(status: string): void {
    this.status = status;
    this.emit(status);
  }
}

function setUp() {
  const client = new FakeClient();
  const clock = new ManualClock();
  const told: string[] = [];
  const link = new RedisLink(client as unknown as Redis, {
    clock,
    onReady: () => told.push("ready"),
    onLost: () => told.push("lost"),
  });
  link.open();
  return { client, clock, told, link };
}

it("tells when the connection can be used and when not, once each", () => {
  const { client, told, link } = setUp();
  client.become("close");
  client.become("ready");
  expect(link.ready).toBe(true);
  client.become("close");
  client.become("close");
  expect(link.ready).toBe(false);
  client.become("ready");
  expect(told).toEqual(["ready", "lost", "ready"]);
});

it("connects again when ioredis gave up", async () => {
  const { client, clock } = setUp();
  client.become("end");
  expect(client.calls).toEqual(["connect"]);
  await clock.advance(1_000);
  expect(client.calls).toEqual(["connect", "connect"]);
});

it("counts as lost from the moment that it is given up", () => {
  const { client, told, link } = setUp();
  client.become("ready");
  link.reconnect();
  expect(link.ready).toBe(false);
  expect(told).toEqual(["ready", "lost"]);
  expect(client.calls).toEqual(["connect", "reconnect"]);
});

it("takes its time when it is given up again and again", async () => {
  const { client, clock, link } = setUp();
  for (let i = 0; i < 5; i++) {
    client.become("ready");
    link.reconnect();
  }
  expect(client.calls).toEqual(["connect", "reconnect"]);
  await clock.advance(60_000);
  expect(client.calls).toEqual(["connect", "reconnect", "reconnect"]);
});

it("keeps a connection that came back before it was cut", async () => {
  const { client, clock, link } = setUp();
  client.become("ready");
  link.reconnect();
  client.become("ready");
  link.reconnect();
  client.become("ready");
  await clock.advance(60_000);
  expect(client.calls).toEqual(["connect", "reconnect"]);
  expect(link.ready).toBe(true);
});

it("says what went wrong last", () => {
  const { client, link } = setUp();
  client.emit("error", new Error("connect ECONNREFUSED"));
  expect(link.problem).toBe("connect ECONNREFUSED");
});

it("sends what was written, closes, and stays closed", async () => {
  const { client, clock, told, link } = setUp();
  client.become("ready");
  const closed = link.close();
  await clock.advance(0);
  client.become("end");
  await closed;
  link.open();
  link.reconnect();
  client.become("ready");
  await clock.advance(60_000);
  expect(client.calls).toEqual(["connect", "quit", "disconnect"]);
  expect(told).toEqual(["ready"]);
  expect(clock.pending).toBe(0);
});

it("closes within its time whatever Redis does", async () => {
  const { client, clock, link } = setUp();
  client.quit = () => new Promise(() => {});
  client.become("ready");
  const closed = link.close();
  await clock.advance(500);
  await clock.advance(500);
  await closed;
});

import { push } from "@volley/protocol";
import {
  CLIENT_LIMITS,
  type Clock,
  decodeMessage,
  decodePositionNews,
  decodePushPosition,
  EXTENSION,
  encodePush,
  encodePushPosition,
  extensionOf,
  type StreamPosition,
  toUtf8,
} from "@volley/protocol/internal";
import { recordingLogger } from "../../../../test/support/recording-logger.js";
import { Tasks } from "../base/tasks.js";
import type { Bus } from "../cluster/bus.js";
import type { SnapshotSource } from "./local-stream.js";
import { encodeKeptPush, type KeptPush } from "./log-entry-codec.js";
import type { PushLog } from "./push-log.js";
import type { StreamSession } from "./stream-member.js";
import { StreamRules } from "./stream-rules.js";
import { Streams } from "./streams.js";

export const rules = new StreamRules({
  pushes: { "t.said": push(undefined as never, { delivery: "replay" }) as never },
  groups: { "t:{id}": { kind: "group", pushes: ["t.said"], presence: undefined } },
});

/** A session that writes down what its client is sent: "a" for a push, "joined@3" for news of its place. */
export class SeenSession implements StreamSession {
  readonly id: string;
  readonly seen: string[] = [];
  /** What came over the lane of what it missed. */
  readonly replayed: string[] = [];
  /** Where its client stands. */
  position: StreamPosition | undefined;

  constructor(id: string) {
    this.id = id;
  }

  send(frame: Uint8Array): void {
    this.seen.push(this.#read(frame));
  }

  replay(frame: Uint8Array): void {
    const text = this.#read(frame);
    this.seen.push(text);
    this.replayed.push(text);
  }

  /** The pushes alone. */
  get pushes(): readonly string[] {
    return this.seen.filter((text) => !text.includes("@"));
  }
  get news(): readonly string[] {
    return this.seen.filter((text) => text.includes("@"));
  }

  #read(bytes: Uint8Array): string {
    const [frame] = decodeMessage(bytes, CLIENT_LIMITS);
    if (frame?.kind === "position") {
      const news = decodePositionNews(frame.payload);
      this.position = news?.position;
      return `${news?.event}@${news?.position.offset}`;
    }
    if (frame?.kind !== "push") throw new Error("no frame of a stream");
    const place = extensionOf(frame.extensions, EXTENSION.position);
    if (place !== undefined) {
      const { replayed, ...position } = decodePushPosition(place);
      this.position = position;
    }
    return Buffer.from(frame.payload).toString();
  }
}

/** The streams of one node, with sessions that see what comes. */
export function streamsNode(parts: {
  readonly log: PushLog;
  readonly bus?: Pick<Bus, "onChange">;
  readonly clock: Clock;
  readonly snapshots?: SnapshotSource;
}) {
  const sessions = new Map<string, SeenSession>();
  const rooms = new Map<string, Set<string>>();
  const logger = recordingLogger();
  const streams = new Streams({
    bus: { onChange: () => Object.assign(() => {}, { [Symbol.dispose]: () => {} }) },
    snapshots: { has: () => false, frameFor: async () => undefined },
    ...parts,
    rules,
    type: "both",
    tasks: new Tasks(logger),
    logger,
    sweepMs: 100,
    sessionOf: (id) => sessions.get(id),
    isInAny: (id, names) => names.some((room) => rooms.get(id)?.has(room)),
    frame: ({ payload }, { position, replayed }) =>
      encodePush(0, {
        payload,
        extensions: [{ type: EXTENSION.position, value: encodePushPosition({ ...position, replayed }) }],
      }),
  });
  return {
    streams,
    /** Takes a session into a room. */
    enter: (id: string, room = "g:t:1"): SeenSession => {
      const session = sessions.get(id) ?? new SeenSession(id);
      sessions.set(id, session);
      rooms.set(id, (rooms.get(id) ?? new Set()).add(room));
      streams.moved({ session: id, room, entered: true });
      return session;
    },
    leave: (id: string, room = "g:t:1"): void => {
      rooms.get(id)?.delete(room);
      streams.moved({ session: id, room, entered: false });
    },
    /** Lets a session go that goes on on another node. */
    part: (id: string, room = "g:t:1"): void => {
      sessions.delete(id);
      streams.moved({ session: id, room, entered: false });
    },
    say: (text: string, how: Partial<KeptPush> = {}) => {
      const stream = rules.ofGroup("t:1");
      if (stream === undefined) throw new Error("the group has a stream");
      return streams.append(stream, kept(text, how));
    },
  };
}

/** A push's bytes, as a stream keeps them. */
export function kept(text: string, how: Partial<KeptPush> = {}): Uint8Array {
  const push = { push: "t.said", rev: 1, only: undefined, except: [], type: undefined };
  return encodeKeptPush({ ...push, ...how, payload: toUtf8(text) });
}

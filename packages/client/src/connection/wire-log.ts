import type { MessageRef, Serializer } from "@volley/protocol";
import {
  CLIENT_LIMITS,
  type Dictionary,
  decodeJson,
  decodeMessage,
  decodePositionNews,
  type Frame,
  fromUtf8,
  type RouteTable,
} from "@volley/protocol/internal";
import type { Logger } from "../base/logger.js";
import type { OpenTransport } from "./transport.js";

/** What it takes to make frames readable. */
export interface WireLogParts {
  readonly logger: Logger;
  readonly table: RouteTable;
  readonly serializer: Serializer;
}

/** The most of a payload that a line shows, in characters. */
const MAX_TEXT = 200;

/** Logs what goes through a transport, one line per frame; tokens are left out. */
export function logWire(open: OpenTransport, parts: WireLogParts): OpenTransport {
  return (hello, events) => {
    const lines = new FrameLines(parts);
    const log = (arrow: "→" | "←", text: string): void => parts.logger.debug(`${arrow} ${text}`.trimEnd());
    const logFrames = (arrow: "→" | "←", message: Uint8Array): void => {
      for (const line of lines.of(message)) log(arrow, line);
    };
    // Who knows a client's name could ask in its place.
    const { token, resume, client: _, ...rest } = hello;
    const resuming = resume === undefined ? {} : { resume: { ...resume, token: "(left out)" } };
    log("→", `hello ${show({ ...rest, ...resuming, token: token === null ? "none" : "(left out)" })}`);
    const transport = open(hello, {
      message: (bytes) => {
        logFrames("←", bytes);
        events.message(bytes);
      },
      refused: (refusal) => {
        log("←", `refused ${show(refusal.ending)}`);
        events.refused(refusal);
      },
      closed: (why) => {
        log("←", `closed: ${why}`);
        events.closed(why);
      },
    });
    return {
      send: (message) => {
        logFrames("→", message);
        transport.send(message);
      },
      close: (how) => transport.close(how),
    };
  };
}

/** Writes the frames of one connection as text. Knows the numbers' names from the welcome that went by. */
class FrameLines {
  readonly #parts: WireLogParts;
  readonly #asked = new Map<number, string>();
  #dictionary: Dictionary | undefined;

  constructor(parts: WireLogParts) {
    this.#parts = parts;
  }

  of(message: Uint8Array): readonly string[] {
    try {
      return decodeMessage(message, CLIENT_LIMITS).map((frame) => this.#line(frame));
    } catch (error) {
      return [`${message.length} unreadable bytes: ${String(error)}`];
    }
  }

  #line(frame: Frame): string {
    switch (frame.kind) {
      case "request": {
        const name = this.#route(frame.route);
        this.#asked.set(frame.id, name);
        return `request #${frame.id} ${name} ${this.#payload(frame.payload, { kind: "request", name })}`;
      }
      case "notify": {
        const name = this.#route(frame.route);
        return `notify ${name} ${this.#payload(frame.payload, { kind: "notify", name })}`;
      }
      case "reply": {
        const name = this.#asked.get(frame.id) ?? "?";
        this.#asked.delete(frame.id);
        if (name === "refresh") return `reply #${frame.id} refresh`;
        return `reply #${frame.id} ${name} ${this.#payload(frame.payload, { kind: "reply", name })}`;
      }
      case "error":
        this.#asked.delete(frame.id);
        return `error #${frame.id} ${show(decodeJson(frame.payload))}`;
      case "cancel":
        this.#asked.delete(frame.id);
        return `cancel #${frame.id}`;
      case "push": {
        const name = this.#dictionary?.pushes[frame.push]?.[0] ?? this.#parts.table.pushes.at(frame.push)?.name ?? "?";
        return `push ${name} ${this.#payload(frame.payload, { kind: "push", name })}`;
      }
      case "welcome": {
        const { token, resume, dictionary, ...welcome } = decodeJson(frame.payload) as Record<string, unknown>;
        this.#dictionary = dictionary as Dictionary | undefined;
        const withTokens = token === undefined && resume === undefined ? "" : " and tokens";
        return `welcome ${show(welcome)}${withTokens}`;
      }
      case "position": {
        const news = decodePositionNews(frame.payload);
        return news === undefined ? "position" : `position ${news.event} ${news.stream} at ${news.position.offset}`;
      }
      case "refresh":
        this.#asked.set(frame.id, "refresh");
        return `refresh #${frame.id} with a token`;
      case "group":
        return `group #${frame.id} ${fromUtf8(frame.payload)}`;
      case "auth":
      case "left":
      case "goodbye":
      case "move":
      case "limited":
        return `${frame.kind} ${show(decodeJson(frame.payload))}`;
      case "ping":
      case "pong":
        return `${frame.kind} #${frame.id}`;
      case "unknown":
        return `frame of the unknown kind ${frame.code}`;
    }
  }

  #route(number: number): string {
    return this.#dictionary?.routes[number]?.[1] ?? this.#parts.table.routes.at(number)?.name ?? "?";
  }

  #payload(bytes: Uint8Array, message: MessageRef): string {
    try {
      return show(this.#parts.serializer.decode(bytes, message));
    } catch {
      return `(${bytes.length} bytes)`;
    }
  }
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "";
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}

/** A type-length-value addition to a frame; a receiver skips the types that it doesn't know. */
export interface Extension {
  readonly type: number;
  readonly value: Uint8Array;
}

/** What most frames have. */
export const NO_EXTENSIONS: readonly Extension[] = [];

/** Finds the value of the first extension of a type. */
export function extensionOf(extensions: readonly Extension[], wanted: number): Uint8Array | undefined {
  return extensions.find(({ type }) => type === wanted)?.value;
}

/** From client to server: asks, and wants a reply or an error with the same id. Ids count up per session. */
export interface RequestFrame {
  readonly kind: "request";
  readonly id: number;
  readonly route: number;
  readonly extensions: readonly Extension[];
  readonly payload: Uint8Array;
}
/** From client to server: tells. */
export interface NotifyFrame {
  readonly kind: "notify";
  readonly route: number;
  readonly extensions: readonly Extension[];
  readonly payload: Uint8Array;
}
/** From client to server: nobody waits any more for the request with this id. */
export interface CancelFrame {
  readonly kind: "cancel";
  readonly id: number;
}
/** From client to server: are you there, and what time is it? Answered by a pong with the same id. */
export interface PingFrame {
  readonly kind: "ping";
  readonly id: number;
}
/** From client to server: asks something of a group, and wants a reply or an error with the same id. See `splitGroupCall`. */
export interface GroupFrame {
  readonly kind: "group";
  readonly id: number;
  readonly payload: Uint8Array;
}
/** From server to client: the session is no longer in a group that the client joined. JSON, see `parseLeft`. */
export interface LeftFrame {
  readonly kind: "left";
  readonly payload: Uint8Array;
}
/** From server to client: the session is open. JSON, see `Welcome`. */
export interface WelcomeFrame {
  readonly kind: "welcome";
  readonly payload: Uint8Array;
}
/** From server to client: the answer to a request. */
export interface ReplyFrame {
  readonly kind: "reply";
  readonly id: number;
  readonly payload: Uint8Array;
}
/** From server to client: the request failed. JSON, see `WireError`. */
export interface ErrorFrame {
  readonly kind: "error";
  readonly id: number;
  readonly payload: Uint8Array;
}
/** From server to client: a message that nobody asked for. */
export interface PushFrame {
  readonly kind: "push";
  readonly push: number;
  readonly extensions: readonly Extension[];
  readonly payload: Uint8Array;
}
/** From server to client: here I am, and this is my time in ms since 1970. */
export interface PongFrame {
  readonly kind: "pong";
  readonly id: number;
  readonly now: number;
}
/** From server to client: this connection ends, and why. JSON, see `Ending`. */
export interface GoodbyeFrame {
  readonly kind: "goodbye";
  readonly payload: Uint8Array;
}
/** From server to client: where the client stands in a stream now, and why; see `decodePositionFrame`. */
export interface PositionFrame {
  readonly kind: "position";
  readonly payload: Uint8Array;
}
/** From server to client: open another connection soon, and go on there. JSON, see `parseMove`. */
export interface MoveFrame {
  readonly kind: "move";
  readonly payload: Uint8Array;
}
/** From server to client: the token runs out, send a fresh one. JSON, see `parseTokenWish`. */
export interface AuthFrame {
  readonly kind: "auth";
  readonly payload: Uint8Array;
}
/** From client to server: a fresh token, answered by a reply or an error with the same id. JSON, see `parseRefresh`. */
export interface RefreshFrame {
  readonly kind: "refresh";
  readonly id: number;
  readonly payload: Uint8Array;
}
/** From server to client: a notify was refused by a limit. JSON, see `parseLimited`. */
export interface LimitedFrame {
  readonly kind: "limited";
  readonly payload: Uint8Array;
}
/** A kind of a newer version. With an id its sender expects an answer. */
export interface UnknownFrame {
  readonly kind: "unknown";
  readonly code: number;
  readonly id: number | undefined;
}

/** Everything that a message can hold. */
export type Frame =
  | RequestFrame
  | NotifyFrame
  | CancelFrame
  | PingFrame
  | WelcomeFrame
  | ReplyFrame
  | ErrorFrame
  | PushFrame
  | PongFrame
  | GoodbyeFrame
  | PositionFrame
  | MoveFrame
  | AuthFrame
  | RefreshFrame
  | LimitedFrame
  | GroupFrame
  | LeftFrame
  | UnknownFrame;

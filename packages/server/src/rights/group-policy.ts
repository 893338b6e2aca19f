import type { AnyContract, GroupParams, GroupPush, PresenceInfo, PushReceived } from "@volley/protocol";
import type { Session } from "../session/session.js";

/** Allows or denies: always, or each time anew. Anything but `true` denies. */
export type Rule<Request> = boolean | ((request: Request) => boolean | Promise<boolean>);

/** Who wants something of which group. */
export interface RightRequest<P extends string, S> {
  readonly session: S;
  /** What fills the group's pattern in. */
  readonly params: { readonly [Name in keyof GroupParams<P>]: string };
  /** The group's name, filled in: "table:7". */
  readonly group: string;
}

/** Why it is asked whether a session may be in a group: its client wants to join, or has joined and is looked at again. */
export type JoinReason = "join" | "resume" | "refresh" | "recheck";

/** A client wants to be in a group, or to stay there. */
export interface JoinRequest<C extends AnyContract, P extends string, S> extends RightRequest<P, S> {
  readonly reason: JoinReason;
  /** What it says of its user, as the schema takes it; undefined when the contract asks for nothing. */
  readonly presence: PresenceInfo<C, P>;
}

/** A client wants to push to a group: one of the pushes that the contract lists for it. */
export type PublishRequest<C extends AnyContract, P extends string, S> = {
  readonly [K in GroupPush<C, P>]: RightRequest<P, S> & {
    readonly push: K;
    /** Parsed by the push's schema. */
    readonly data: PushReceived<C, K>;
  };
}[GroupPush<C, P>];

/** What clients may do to groups of a pattern by themselves. What isn't said is denied. */
export interface GroupPolicy<C extends AnyContract, P extends string, S = Session<C>> {
  /** To join, and to stay: asked again at resume, when the token was refreshed, and by `recheckPolicies`. */
  readonly join?: Rule<JoinRequest<C, P, S>> | undefined;
  /** To push to the group, as a member. */
  readonly publish?: Rule<PublishRequest<C, P, S>> | undefined;
  /** To read the kept pushes of the group, and to get the last of them when joining. */
  readonly history?: Rule<RightRequest<P, S>> | undefined;
  /** To see who is there. */
  readonly presence?: Rule<RightRequest<P, S>> | undefined;
}

/** What a policy decides about. */
export type Right = keyof GroupPolicy<AnyContract, string>;

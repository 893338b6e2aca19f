import type { Server as HttpServer } from "node:http";
import type { AnyContract, GroupArgs, GroupName, InputOf, ReturnOf, RouteName, ServiceName } from "@volley/protocol";
import type { Later } from "@volley/protocol/internal";
import type { HandlerFor, HandlerOptions, ServiceOptions, Services } from "./app/handler.js";
import type { Layer } from "./pipeline/layer.js";
import type { EverybodyHandle, GroupHandle, UsersHandle } from "./push/handles.js";
import type { Session } from "./session/session.js";

/** Where a server listens. */
export interface Listening {
  readonly port: number;
  /** `http://host:port`, for `createClient`. */
  readonly url: string;
}

/** A server of one contract. Nothing about it is global: several can live in one process. */
export interface Server<C extends AnyContract, Data = unknown> extends AsyncDisposable {
  /**
   * Registers all methods of a service: an object, or an instance of a class. A missing or misspelt method doesn't
   * compile. Throws `NOT_FOUND` or `CONFLICT`.
   */
  service<N extends ServiceName<C>>(
    service: N,
    methods: Later<N, Services<C, Session<C, Data>>[N]>,
    options?: ServiceOptions<keyof Services<C, Session<C, Data>>[N]>,
  ): void;
  /** Registers the handler of one route. Throws `NOT_FOUND` or `CONFLICT`. */
  handle<K extends RouteName<C>>(route: K, handler: HandlerFor<C, K, Session<C, Data>>, options?: HandlerOptions): void;
  /** Puts a layer around all handlers. Layers run in the order of `use`, those for everything outermost. */
  use(layer: Layer<unknown, unknown, Session<C, Data>>): void;
  /** Puts a layer around the handlers of one service or route. */
  use<N extends ServiceName<C> | RouteName<C>>(
    scope: N,
    layer: N extends RouteName<C>
      ? Layer<InputOf<C, N>, ReturnOf<C, N>, Session<C, Data>>
      : Layer<unknown, unknown, Session<C, Data>>,
  ): void;
  /** Names a group, to push to it. Throws `BAD_REQUEST` for params that can't stand in a name. */
  group<P extends GroupName<C>>(pattern: P, ...params: GroupArgs<P>): GroupHandle<C, P>;
  /** Names a user, to push to or kick. Throws `BAD_REQUEST` for what can't be a uid. */
  user(uid: string): UsersHandle<C>;
  /** Names several users. */
  users(uids: readonly string[]): UsersHandle<C>;
  /** Names everybody who is connected. */
  everybody(): EverybodyHandle<C>;
  /** Finds a session by its id. */
  session(id: string): Session<C, Data> | undefined;
  /** Lists a user's sessions: one per tab or device. */
  sessions(uid: string): readonly Session<C, Data>[];
  /**
   * Takes connections of an HTTP server that somebody else owns, such as Express's. Other paths and other upgrade
   * handlers are left alone. Throws `NOT_FOUND` when a route has no handler, `UNSUPPORTED` for options of the
   * contract that this version lacks.
   */
  attach(httpServer: HttpServer): void;
  /** Listens on a port of its own; 0 picks a free one. Rejects like `attach` throws, and when the port is taken. */
  listen(port: number, options?: { readonly host?: string | undefined }): Promise<Listening>;
  /**
   * Ends all sessions with `going-away`, waits for their close hooks (for `timeouts.closeMs` at most), and closes the
   * port that `listen` opened. A server given to `attach` stays open.
   */
  close(): Promise<void>;
}

import type { Server as HttpServer } from "node:http";
import type {
  AnyContract,
  Ending,
  GroupArgs,
  GroupName,
  InputOf,
  ReturnOf,
  RouteName,
  ServiceName,
} from "@volley/protocol";
import type { Later } from "@volley/protocol/internal";
import type { HandlerFor, HandlerOptions, ServiceOptions, Services } from "./app/handler.js";
import type { Attempt } from "./auth/authenticate.js";
import type { Unsubscribe } from "./base/unsubscribe.js";
import type { Module, ModuleOptions } from "./modules/module.js";
import type { Timers } from "./modules/timers.js";
import type { Layer } from "./pipeline/layer.js";
import type { EverybodyHandle, GroupHandle, UsersHandle } from "./push/handles.js";
import type { AnyClaims, Session } from "./session/session.js";

/** Where a server listens. */
export interface Listening {
  readonly port: number;
  /** `http://host:port`, for `createClient`. */
  readonly url: string;
}

/** A server of one contract. Nothing about it is global: several can live in one process. */
export interface Server<C extends AnyContract, Data = unknown, Claims = AnyClaims> extends AsyncDisposable {
  /**
   * Registers all methods of a service: an object, or an instance of a class. A missing or misspelt method doesn't
   * compile. Throws `NOT_FOUND` or `CONFLICT`.
   */
  service<N extends ServiceName<C>>(
    service: N,
    methods: Later<N, Services<C, Session<C, Data, Claims>>[N]>,
    options?: ServiceOptions<keyof Services<C, Session<C, Data, Claims>>[N]>,
  ): void;
  /** Registers the handler of one route. Throws `NOT_FOUND` or `CONFLICT`. */
  handle<K extends RouteName<C>>(
    route: K,
    handler: HandlerFor<C, K, Session<C, Data, Claims>>,
    options?: HandlerOptions,
  ): void;
  /** Puts a layer around all handlers. Layers run in the order of `use`, those for everything outermost. */
  use(layer: Layer<unknown, unknown, Session<C, Data, Claims>>): void;
  /** Puts a layer around the handlers of one service or route. */
  use<N extends ServiceName<C> | RouteName<C>>(
    scope: N,
    layer: N extends RouteName<C>
      ? Layer<InputOf<C, N>, ReturnOf<C, N>, Session<C, Data, Claims>>
      : Layer<unknown, unknown, Session<C, Data, Claims>>,
  ): void;
  /** Names a group, to push to it. Throws `BAD_REQUEST` for params that can't stand in a name. */
  group<P extends GroupName<C>>(pattern: P, ...params: GroupArgs<P>): GroupHandle<C, P>;
  /** Names a user, to push to or kick. Throws `BAD_REQUEST` for what can't be a uid. */
  user(uid: string): UsersHandle<C>;
  /** Names several users. */
  users(uids: readonly string[]): UsersHandle<C>;
  /** Names everybody who is connected. */
  everybody(): EverybodyHandle<C>;
  /**
   * Looks at each client before anything else is done for it, before `authenticate` too; throwing turns it away with
   * that error. No order of frames gets around it.
   */
  onHandshake(validate: (attempt: Attempt) => unknown): void;
  /** Runs when a session has opened (and is bound, if `authenticate` said to whom), before its client is welcomed. Throwing refuses it. */
  onSessionOpen(hook: (session: Session<C, Data, Claims>) => unknown): Unsubscribe;
  /** Runs before a session is bound to a user. Throwing refuses: it stays as it was, and `bind` rejects with that. */
  onSessionBind(hook: (session: Session<C, Data, Claims>, uid: string) => unknown): Unsubscribe;
  /** Runs after a session was bound. Throwing undoes it: it is anonymous again, and `bind` rejects with that. */
  onSessionBound(hook: (session: Session<C, Data, Claims>) => unknown): Unsubscribe;
  /** Runs when a session has ended; each hook does, whatever the others throw. */
  onSessionClose(hook: (session: Session<C, Data, Claims>, ending: Ending) => unknown): Unsubscribe;
  /** Registers something with a lifecycle. Throws `CONFLICT` for a name that is taken, or after the start. */
  addModule(name: string, module: Module, options?: ModuleOptions): void;
  /** Finds a module by its name. */
  module(name: string): Module | undefined;
  /** Timers on the server's clock that end with it. */
  readonly timers: Timers;
  /** Finds a session by its id. */
  session(id: string): Session<C, Data, Claims> | undefined;
  /** Lists a user's sessions, one per tab or device; without a uid: all of them. */
  sessions(uid?: string): readonly Session<C, Data, Claims>[];
  /**
   * Starts the modules; clients wait until that is done. `attach` and `listen` do it too, but only this and `listen`
   * tell: rejects with what a module threw, after shutting the others down.
   */
  start(): Promise<void>;
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

/**
 * Something of the app's with a lifecycle: a database, a matchmaker, a table sweep. All `init` run in the order of
 * registration, then all `afterInit`; at the end all `beforeShutdown` run in reverse, then all `shutdown` in reverse.
 */
export interface Module {
  /** Opens what the module needs. A rejection stops the start. */
  init?(): unknown;
  /** Runs when every module is open. A rejection stops the start. */
  afterInit?(): unknown;
  /**
   * Runs while clients are still connected. In a drain it may take its time: the signal aborts when there is none left;
   * in a `close()` without one it is aborted already.
   */
  beforeShutdown?(signal: AbortSignal): unknown;
  /** Closes what `init` opened; clients are gone. */
  shutdown?(): unknown;
}

/** Options of `addModule`. */
export interface ModuleOptions {
  /** Whether it starts after the modules that are there ("back"), or before them ("front"). Default: "back". */
  readonly position?: "front" | "back" | undefined;
}

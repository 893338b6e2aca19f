/** Where a request of `useRequest` stands. `state` tells the cases apart, and so types `data` and `error`. */
export type RequestState<Reply, E> =
  /** Nothing was sent yet, or it was reset. */
  | { readonly state: "idle"; readonly pending: false; readonly data: undefined; readonly error: undefined }
  /** The latest one is under way; `data` is still that of the one before, if that was done. */
  | { readonly state: "pending"; readonly pending: true; readonly data: Reply | undefined; readonly error: undefined }
  /** The latest one was answered. */
  | { readonly state: "done"; readonly pending: false; readonly data: Reply; readonly error: undefined }
  /** The latest one failed. */
  | { readonly state: "failed"; readonly pending: false; readonly data: undefined; readonly error: E };

/** The state before the first request: one object, so that React sees no change where there is none. */
export const IDLE = { state: "idle", pending: false, data: undefined, error: undefined } as const;

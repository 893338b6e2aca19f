/** How something ended, as a value. `error?: undefined` lets you destructure: `const { ok, data, error } = …`. */
export type Result<Data, E> =
  | { readonly ok: true; readonly data: Data; readonly error?: undefined }
  | { readonly ok: false; readonly data?: undefined; readonly error: E };

/** A request under way: a promise of the reply, which rejects with a `VolleyError`. */
export interface Pending<Reply, E> extends Promise<Reply> {
  /** Gives the same outcome as a value. Never rejects; whoever uses only this has no rejection to handle. */
  result(): Promise<Result<Reply, E>>;
}

/** Gives a promise its `result`. The method is shared: a request costs no closure for it. */
export function toPending<Reply, E>(promise: Promise<Reply>): Pending<Reply, E> {
  return Object.assign(promise, { result: resultOf<Reply, E> });
}

function resultOf<Reply, E>(this: Promise<Reply>): Promise<Result<Reply, E>> {
  return this.then(
    (data) => ({ ok: true, data }),
    (error: E) => ({ ok: false, error }),
  );
}

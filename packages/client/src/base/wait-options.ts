/** What every wait and every subscription takes. */
export interface WaitOptions {
  /** Ends the wait with `CANCELLED`; ends a subscription silently. */
  readonly signal?: AbortSignal | undefined;
}

/** Undoes a subscription: call it, or declare it with `using`. Calling it twice does nothing. */
export interface Unsubscribe extends Disposable {
  (): void;
}

/** Makes a function usable with `using`, on platforms that have it. */
export function toUnsubscribe(undo: () => void): Unsubscribe {
  const isSupported = Symbol.dispose !== undefined;
  return (isSupported ? Object.assign(undo, { [Symbol.dispose]: undo }) : undo) as Unsubscribe;
}

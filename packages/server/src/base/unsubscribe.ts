/** Undoes a subscription: call it, or declare it with `using`. */
export interface Unsubscribe extends Disposable {
  (): void;
}

/** Makes a function usable with `using`. */
export function unsubscribe(undo: () => void): Unsubscribe {
  return Object.assign(() => undo(), { [Symbol.dispose]: undo });
}

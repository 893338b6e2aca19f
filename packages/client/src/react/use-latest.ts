import { type RefObject, useInsertionEffect, useRef } from "react";

/**
 * Keeps the value of the latest render that React has shown, for what runs outside of rendering. An insertion effect
 * sets it: those come before all other effects, which may need the value, and don't warn in React 18's server rendering.
 */
export function useLatest<T>(value: T): Readonly<RefObject<T>> {
  const latest = useRef(value);
  useInsertionEffect(() => {
    latest.current = value;
  });
  return latest;
}

/**
 * Where a bus on Redis stands. down: a connection is missing, or (subscriber) its subscriptions aren't in force yet;
 * probing: all stands, and it is being found out whether messages get through; up: they do.
 */
export type BusState =
  | { readonly status: "down"; readonly publisher: boolean; readonly subscriber: boolean }
  | { readonly status: "probing" }
  | { readonly status: "up" }
  | { readonly status: "closed" };

/** What can happen to a bus. */
export type BusEvent =
  | "publisher-ready"
  | "publisher-lost"
  | "subscribed"
  | "subscriber-lost"
  | "probe-back"
  | "probe-lost"
  | "close";

/** The state of a bus that nobody started. */
export const NEW_BUS: BusState = { status: "down", publisher: false, subscriber: false };

/** Tells what a bus becomes. An event that says nothing new leaves it as it is. */
export function nextBusState(state: BusState, event: BusEvent): BusState {
  if (state.status === "closed") return state;
  if (event === "close") return { status: "closed" };
  if (event === "probe-lost") return state.status === "down" ? state : NEW_BUS;
  if (event === "probe-back") return state.status === "probing" ? { status: "up" } : state;
  const { publisher, subscriber } = state.status === "down" ? state : { publisher: true, subscriber: true };
  switch (event) {
    case "publisher-ready":
      return stands(state, true, subscriber);
    case "subscribed":
      return stands(state, publisher, true);
    case "publisher-lost":
      return stands(state, false, subscriber);
    case "subscriber-lost":
      return stands(state, publisher, false);
  }
}

function stands(state: BusState, publisher: boolean, subscriber: boolean): BusState {
  if (!publisher || !subscriber) return { status: "down", publisher, subscriber };
  return state.status === "down" ? { status: "probing" } : state;
}

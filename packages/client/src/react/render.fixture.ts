import { Window } from "happy-dom";
import { Component, createElement, type ReactNode, StrictMode, useEffect } from "react";
import type { Root } from "react-dom/client";
import { onTestFinished, vi } from "vitest";
import type { Client } from "../client.js";
import { lobby } from "../test-contract.fixture.js";
import { createHooks } from "./create-hooks.js";

// React DOM looks for a document when it is loaded, and `act` for this flag.
const window = new Window();
const { document, navigator } = window;
const globals = { window, document, navigator, IS_REACT_ACT_ENVIRONMENT: true };
for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
const { createRoot, hydrateRoot } = await import("react-dom/client");
const { act } = await import("react");

export { act };

/** The hooks of the tests' contract. */
export const hooks = createHooks(lobby);

type LobbyClient = Client<typeof lobby>;

/** Shows what was thrown below it. */
class Boundary extends Component<{ readonly children: ReactNode }, { readonly thrown?: unknown }> {
  override state: { readonly thrown?: unknown } = {};

  static getDerivedStateFromError(thrown: unknown) {
    return { thrown };
  }

  override render(): ReactNode {
    return "thrown" in this.state ? `thrown: ${this.state.thrown}` : this.props.children;
  }
}

/** Puts what an app puts around its components, and StrictMode. */
export function inApp(client: LobbyClient, node: ReactNode): ReactNode {
  return createElement(
    StrictMode,
    null,
    createElement(hooks.VolleyProvider, { client }, createElement(Boundary, null, node)),
  );
}

interface ProbeProps<Value> {
  readonly use: () => Value;
  readonly show: (value: Value) => void;
}

/** Calls hooks, and shows what they return; on the page too, if it is text. */
function Probe<Value>({ use, show }: ProbeProps<Value>): ReactNode {
  const value = use();
  useEffect(() => show(value));
  return typeof value === "string" ? value : null;
}

/** What a test sees of a component that does nothing but call hooks. */
export interface Rendered<Value> {
  /** What the hooks returned in the latest render that was shown. */
  readonly value: Value;
  /** The page's text: the value if it is text, or what the error boundary caught. */
  readonly text: string;
  /** Renders again, with other arguments or another client. */
  rerender(use: () => Value, client?: LobbyClient): Promise<void>;
  unmount(): Promise<void>;
}

/** Calls hooks in a component, in an app; unmounted after the test at the latest. `markup`: what a server rendered. */
export async function renderHook<Value>(
  client: LobbyClient,
  use: () => Value,
  markup?: string,
): Promise<Rendered<Value>> {
  const element = globalThis.document.createElement("div");
  const shown: { value?: Value } = {};
  const show = (value: Value): void => {
    shown.value = value;
  };
  const treeOf = (now: () => Value, of = client) => inApp(of, createElement(Probe<Value>, { use: now, show }));
  const root = await act(async () => start(element, treeOf(use), markup));
  const unmount = () => act(async () => root.unmount());
  onTestFinished(unmount);
  return {
    get value() {
      return shown.value as Value;
    },
    get text() {
      return element.textContent ?? "";
    },
    rerender: (next, of) => act(async () => root.render(treeOf(next, of))),
    unmount,
  };
}

function start(element: Element, tree: ReactNode, markup: string | undefined): Root {
  // What boundaries catch is expected here; markup that doesn't fit isn't.
  const options = { onCaughtError: () => {} };
  if (markup === undefined) {
    const root = createRoot(element, options);
    root.render(tree);
    return root;
  }
  element.innerHTML = markup;
  return hydrateRoot(element, tree, {
    ...options,
    onRecoverableError: (error) => {
      throw error;
    },
  });
}

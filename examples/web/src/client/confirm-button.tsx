import { type ReactNode, useEffect, useState } from "react";

/** Passes on the second press: the first only asks, for it costs the turn. The question goes away by itself. */
export function PassButton(props: {
  readonly label: string;
  readonly disabled: boolean;
  readonly onPass: () => Promise<void>;
}): ReactNode {
  const { label, disabled, onPass } = props;
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    if (!asked) return undefined;
    const timer = setTimeout(() => setAsked(false), 4_000);
    return () => clearTimeout(timer);
  }, [asked]);

  const press = () => {
    setAsked(!asked);
    if (asked) void onPass();
  };
  return (
    <button type="button" className={asked ? "plain warn" : "plain"} onClick={press} disabled={disabled}>
      {asked ? "Give up this turn?" : label}
    </button>
  );
}

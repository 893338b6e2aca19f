import { type ReactNode, useEffect, useState } from "react";

/** Acts on the second press: the first only asks, for what it does can't be taken back. The question goes away by itself. */
export function ConfirmButton(props: {
  readonly label: string;
  readonly question: string;
  readonly disabled: boolean;
  readonly onConfirm: () => Promise<void>;
}): ReactNode {
  const { label, question, disabled, onConfirm } = props;
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    if (!asked) return undefined;
    const timer = setTimeout(() => setAsked(false), 4_000);
    return () => clearTimeout(timer);
  }, [asked]);

  const press = () => {
    setAsked(!asked);
    if (asked) void onConfirm();
  };
  return (
    <button type="button" className={asked ? "plain warn" : "plain"} onClick={press} disabled={disabled}>
      {asked ? question : label}
    </button>
  );
}

import { useEffect, useState } from "react";

/** Walks between 0 and `last`, by what it returns and by the keys ←, →, Home and End. Starts at 0. */
export function useSteps(last: number): readonly [number, (step: number) => void] {
  const [step, setStep] = useState(0);
  const at = Math.min(step, last);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
      const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      setStep(Math.max(0, Math.min(last, next)));
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [at, last]);

  return [at, setStep];
}

import { type ReactNode, useEffect, useRef } from "react";
import { useDuel } from "./use-duel.js";

/**
 * Names a screen for those who don't see it. Who comes from another screen gets the focus here: the name is read out,
 * and Tab goes on from the top of the screen, though the button that led here is gone.
 */
export function ScreenHeading({ children }: { readonly children: ReactNode }): ReactNode {
  const { screensLeft } = useDuel().state;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (screensLeft > 0) heading.current?.focus({ preventScroll: true });
  }, [screensLeft]);
  return (
    <h2 className="spoken" tabIndex={-1} ref={heading}>
      {children}
    </h2>
  );
}

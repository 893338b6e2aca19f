import { type ReactNode, useState } from "react";

/** Puts the page's address into the clipboard; where the browser doesn't let it, it shows the address. */
export function CopyLink(): ReactNode {
  const [copied, setCopied] = useState<"no" | "yes" | "refused">("no");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      setCopied("yes");
    } catch {
      setCopied("refused");
    }
  };
  return (
    <>
      <button type="button" className="plain" onClick={() => void copy()}>
        {copied === "yes" ? "Link copied" : "Copy link"}
      </button>
      {copied === "refused" ? <p className="address">{location.href}</p> : null}
    </>
  );
}

import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import type { ChatLine } from "./chat-lines.js";
import { useDuel } from "./use-duel.js";

/** Shows what was said, the newest below, and lets one say something. New lines are read out. */
export function ChatPanel({
  title,
  lines,
}: {
  readonly title: string;
  readonly lines: readonly ChatLine[];
}): ReactNode {
  const { state, duel } = useDuel();
  const [text, setText] = useState("");
  const [sending, setSending] = useState(false);
  const log = useRef<HTMLDivElement>(null);
  const id = useId();
  const newest = lines.at(-1);

  useEffect(() => {
    if (newest !== undefined) log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [newest]);

  const say = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "" || sending) return;
    setSending(true);
    // The own line comes back as everybody gets it.
    if (await duel.say(text)) setText("");
    setSending(false);
  };

  return (
    <section className="chat" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable with the keyboard */}
      <div className="lines" role="log" aria-live="polite" aria-labelledby={`${id}-title`} tabIndex={0} ref={log}>
        {lines.length === 0 ? <p className="hint">Nothing has been said yet.</p> : null}
        {lines.map((line) => (
          <p key={`${line.at}-${line.seq}`} className="line">
            <b>{line.name}:</b> {line.text}
          </p>
        ))}
      </div>
      <form onSubmit={(event) => void say(event)}>
        <label className="spoken" htmlFor={`${id}-text`}>
          Say something
        </label>
        <input
          id={`${id}-text`}
          value={text}
          maxLength={200}
          placeholder="Say something"
          autoComplete="off"
          enterKeyHint="send"
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className="quiet" disabled={sending || state.status.state === "closed"}>
          Send
        </button>
      </form>
    </section>
  );
}

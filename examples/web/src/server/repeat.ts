/** Runs a task again and again, `everyMs` after it ended; a failure is handed to `onError`. Returns what stops it. */
export function repeat(
  task: () => Promise<void>,
  { everyMs, onError }: { readonly everyMs: number; readonly onError: (reason: unknown) => void },
): () => void {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const next = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      task().catch(onError).finally(next);
    }, everyMs);
  };
  next();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

/** Waits until a condition holds, looking again and again. Rejects after `withinMs` (default: ten seconds). */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what = "the condition",
  withinMs = 10_000,
): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`${what} did not come true`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

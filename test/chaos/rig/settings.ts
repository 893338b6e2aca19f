/**
 * How much is tried, by environment variables that `npm run test:chaos` sets: `CHAOS_SEEDS` (default: one
 * that stays, so that a red `npm test` is the change's fault; `test:chaos` draws new ones),
 * `CHAOS_RUN_MS` (how long a random run takes) and `CHAOS_FLAP_MS` (how long clients flap).
 */
export const chaosSettings = {
  seeds: numbers(process.env["CHAOS_SEEDS"]) ?? [37],
  runMs: Number(process.env["CHAOS_RUN_MS"] ?? 15_000),
  flapMs: Number(process.env["CHAOS_FLAP_MS"] ?? 15_000),
};

function numbers(text: string | undefined): readonly number[] | undefined {
  return text ? text.split(",").map(Number) : undefined;
}

import { provideRedis } from "./redis.mjs";
import { vitest } from "./vitest.mjs";

const usage = `Usage: npm run test:chaos -- [seeds] [--minutes=N] [--flap-minutes=N] [vitest's arguments]
  seeds       numbers, one random run for each; default: three new ones, which are printed
  minutes     how long all random runs take together; default: 6
  flap-minutes  how long clients flap while nodes are killed; default: 5`;

/**
 * Runs the whole programme of faults: every scenario, random runs by seeds, and flapping clients. `npm test` has a
 * short form of it. Prints what vitest prints and returns an exit code.
 */
export async function chaos(args) {
  if (args.includes("--help")) {
    console.log(usage);
    return 0;
  }
  const given = args.filter((arg) => /^\d+$/.test(arg));
  const seeds = given.length > 0 ? given : Array.from({ length: 3 }, () => Math.floor(Math.random() * 1_000_000));
  const minutes = (name, otherwise) =>
    Number(args.find((arg) => arg.startsWith(`--${name}=`))?.split("=")[1] ?? otherwise);
  const rest = args.filter((arg) => !given.includes(arg) && !/^--(flap-)?minutes=/.test(arg));
  const settings = {
    CHAOS_SEEDS: seeds.join(","),
    CHAOS_RUN_MS: String(Math.round((minutes("minutes", 6) * 60_000) / seeds.length)),
    CHAOS_FLAP_MS: String(minutes("flap-minutes", 5) * 60_000),
  };
  console.log(`seeds ${settings.CHAOS_SEEDS}: npm run test:chaos -- ${seeds.join(" ")} does the same again`);
  const env = { ...(await provideRedis()), ...settings };
  const { passed, failed, skipped } = await vitest("chaos", { env, args: rest });
  console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

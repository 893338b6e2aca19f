// Run by `npm run fuzz`; see scripts/fuzz.mjs.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { seeded } from "../support/seeded.js";
import { extendCorpus, readCorpus } from "./corpus.js";
import { Coverage } from "./coverage.js";
import { fuzz } from "./fuzz.js";

import { targets } from "./targets/all-targets.js";

const { values } = parseArgs({
  options: {
    executions: { type: "string", default: "5000000" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 2 ** 31)) },
  },
});
const seed = Number(values.seed);
const each = Math.ceil(Number(values.executions) / targets.length);
const coverage = new Coverage();
await coverage.start();
const startedAt = performance.now();
const runs: object[] = [];
let executions = 0;
let finds = 0;
for (const [index, target] of targets.entries()) {
  const from = performance.now();
  const report = await fuzz(target, {
    ...{ executions: each, random: seeded(seed + index), corpus: readCorpus(target.name), coverage },
  });
  extendCorpus(target.name, [...report.fresh, ...report.finds.map(({ input }) => input)]);
  for (const { input, error } of report.finds) console.error(target.name, Buffer.from(input).toString("base64"), error);
  const seconds = Math.round((performance.now() - from) / 100) / 10;
  const { slowestMs, fresh } = report;
  const run = { target: target.name, executions: report.executions, seconds, finds: report.finds.length };
  runs.push({ ...run, slowestMs: Math.round(slowestMs * 10) / 10, kept: readCorpus(target.name).length });
  console.log(
    `${target.name}: ${report.executions} inputs in ${seconds} s, ${report.finds.length} finds, ${fresh.length} new in the corpus`,
  );
  executions += report.executions;
  finds += report.finds.length;
}
coverage.stop();
const record = {
  seed,
  executions,
  seconds: Math.round((performance.now() - startedAt) / 1_000),
  finds,
  blocks: coverage.blocks,
  node: process.version,
  runs,
};
writeFileSync(new URL("record.json", import.meta.url), `${JSON.stringify(record, null, 2)}\n`);
console.log(`seed ${seed}: ${executions} inputs, ${finds} finds, ${coverage.blocks} blocks of code reached`);
process.exitCode = finds === 0 ? 0 : 1;

import { mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Clock } from "@volley/protocol/internal";
import { Tally } from "./measure/tally.js";
import { Timeline } from "./measure/timeline.js";
import type { Options } from "./options/read-options.js";
import { Conductor } from "./processes/conductor.js";
import type { GeneratorProcess } from "./processes/generator-process.js";
import type { ScenarioNames } from "./processes/messages.js";
import { htmlReport } from "./report/html-report.js";
import { type LoadReport, makeReport } from "./report/load-report.js";
import { Progress, type Screen } from "./report/progress.js";
import { summaryText } from "./report/summary-text.js";
import { judge } from "./report/verdicts.js";

/** What a run needs of the process that it is in. */
export interface RunParts {
  readonly clock: Clock;
  readonly screen: Screen;
  readonly startGenerator: () => GeneratorProcess;
  /** Called with what ends the run early. */
  readonly onInterrupt: (stop: () => void) => void;
}

/** All was well; a limit was exceeded, or a process lost; what was asked for can't be done. */
const EXIT = { ok: 0, failed: 1, unusable: 2 } as const;

/** Runs a plan, shows how it goes, writes the report, and returns the exit code. */
export async function runLoad(options: Options, parts: RunParts): Promise<number> {
  const { plan, limits, report: folder, scenario } = options;
  const { clock, screen, startGenerator, onInterrupt } = parts;
  // Before the run: half an hour of it would be lost on a folder that can't be written.
  if (folder !== undefined) await mkdir(folder, { recursive: true });

  const progress = new Progress(screen, plan.connections);
  const timeline = new Timeline({ processes: plan.processes, onPoint: (point) => progress.show(point) });
  let names: ScenarioNames = { steps: [], pushes: [] };
  let tally = new Tally({ steps: 0, pushes: 0 });
  let startedAt = clock.now();
  let endedBy: LoadReport["endedBy"] = "plan";
  const conductor = new Conductor({
    ...{ plan, scenario, clock, start: startGenerator },
    onPrepared: (prepared) => {
      names = prepared;
      tally = new Tally({ steps: prepared.steps.length, pushes: prepared.pushes.length });
      startedAt = clock.now();
    },
    onInterval: (process, interval) => {
      tally.add(interval);
      timeline.add(process, interval);
    },
  });
  onInterrupt(() => {
    endedBy = "signal";
    conductor.stop();
  });
  const { problem, lost } = await conductor.run();
  if (problem !== undefined) {
    screen.write(`volley-load: ${problem}\n`);
    return EXIT.unusable;
  }
  timeline.finish();
  progress.clear();
  const facts = { scenario: basename(scenario), plan, endedBy, lostProcesses: lost, timeline: timeline.points };
  const counted = makeReport({ ...facts, tally, names, startedAt: new Date(startedAt).toISOString() });
  const report: LoadReport = { ...counted, limits: judge(counted.messages, limits) };
  screen.write(`\n${summaryText(report)}\n`);
  if (folder !== undefined) {
    await writeFile(join(folder, "report.json"), `${JSON.stringify(report, null, 2)}\n`);
    await writeFile(join(folder, "report.html"), htmlReport(report));
    screen.write(`\n${join(folder, "report.html")}\n${join(folder, "report.json")}\n`);
  }
  return lost === 0 && report.limits.every(({ passed }) => passed) ? EXIT.ok : EXIT.failed;
}

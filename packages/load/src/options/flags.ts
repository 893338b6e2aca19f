import { type Flag, number, percent, text, time } from "./flag.js";

/** All flags that take a value, as `--help` lists them. */
export const FLAGS = {
  url: text({
    help: "The server's origin.",
    type: "an http or https URL",
    default: "http://127.0.0.1:3000",
    fits: (url) => URL.canParse(url) && /^(https?|wss?):$/.test(new URL(url).protocol),
  }),
  connections: number({
    help: "Clients, each with a connection of its own.",
    ...{ min: 1, max: 1_000_000, default: 100, whole: true },
  }),
  ramp: time({ help: "How long they take to connect, evenly; the rate grows with them.", default: "5s", least: "0ms" }),
  rate: number({
    help: "Messages per second of all clients together, when the ramp is over.",
    ...{ min: 0.001, max: 1_000_000, default: 100 },
  }),
  duration: time({ help: "How long it is measured, after the ramp.", default: "30s", least: "100ms" }),
  processes: number({
    help: "Processes that share the clients and the rate.",
    ...{ min: 1, max: 64, default: 1, whole: true },
  }),
  "max-outstanding": number({
    help: "Messages that may be unanswered at once; what is due beyond them counts as not sent.",
    ...{ min: 1, max: 1_000_000, default: 10_000, whole: true },
  }),
  report: text({
    help: "A folder for report.json and report.html.",
    type: "a path",
    default: undefined,
    fits: (path) => path !== "",
  }),
  "max-p99": time({
    help: "Fails (exit code 1) if one message in a hundred takes longer.",
    ...{ default: undefined, least: "0.001ms" },
  }),
  "max-errors": percent({ help: "Fails (exit code 1) if more of all messages fail, or aren't sent." }),
} satisfies Record<string, Flag<number | string>>;

/** The name of a flag, without its dashes. */
export type FlagName = keyof typeof FLAGS;

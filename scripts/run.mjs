// What `npm start`, `npm test` and the other root scripts call. Needs only Node and npm: no module under scripts/
// imports a package, and each command first installs what is missing.
//
// Those that serve are called by `exec env _=\& node …`: a signal to npm then reaches Node, and not a shell that dies
// of it alone. Windows has no exec, and reads the & as the end of a command: there Node is what comes behind it.

const commands = {
  start: async (args) => (await import("./serve.mjs")).start(args),
  cluster: async () => (await import("./serve.mjs")).start(["--cluster"]),
  dev: async () => (await import("./serve.mjs")).dev(),
  server: async (args) => (await import("./serve.mjs")).server(args),
  load: async (args) => (await import("./serve.mjs")).load(args),
  build: async () => (await import("./build.mjs")).build(),
  lint: async () => (await import("./lint.mjs")).lint(),
  test: async (args) => (await import("./test.mjs")).test(args),
  chaos: async (args) => (await import("./chaos.mjs")).chaos(args),
  mutants: async (args) => (await import("./mutants.mjs")).mutants(args),
  fuzz: async (args) => (await import("./fuzz.mjs")).fuzz(args),
  bench: async (args) => (await import("./bench.mjs")).bench("run.ts", args),
  "bench-docs": async () => (await import("./bench.mjs")).bench("write-docs.ts"),
  "bench-profile": async (args) => (await import("./bench.mjs")).bench("profile.ts", args),
  "bench-replay": async () => (await import("./bench.mjs")).bench("replay/replay-cost.mjs"),
  matrix: async (args) => (await import("./matrix.mjs")).matrix(args),
  api: async () => (await import("./api.mjs")).writeApiReports(),
  audit: async () => (await import("./audit.mjs")).audit(),
  metrics: async () => (await import("./metrics.mjs")).writeMetrics(),
  dependencies: async () => (await import("./dependencies.mjs")).writeDependencies(),
  "config-docs": async () => (await import("./config-docs.mjs")).writeConfigTable(),
  manifests: async () => (await import("./deploy.mjs")).writeManifests(),
  changeset: async (args) => (await import("./changeset.mjs")).changeset(args),
};

const [name = "", ...args] = process.argv.slice(2);
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const supported = major >= 23 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);

if (!supported) {
  console.error(`Volley needs Node 20.19 or later (of Node 22: 22.12), and this is ${process.version}.`);
  process.exitCode = 1;
} else if (!Object.hasOwn(commands, name)) {
  console.error(`Usage: node scripts/run.mjs ${Object.keys(commands).join(" | ")}`);
  process.exitCode = 1;
} else {
  const { install } = await import("./install.mjs");
  process.exitCode = (await install()) || (await commands[name](args));
}

import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";

// Tests run from the sources: the private condition comes before Vite's own defaults.
const inBrowser = ["@volley/source", "module", "browser", "development|production"];
// Node itself doesn't know "module": what is behind it may be for bundlers only.
const inNode = ["@volley/source", "node", "development|production"];

const project = (test: NonNullable<TestProjectInlineConfiguration["test"]>) => ({
  resolve: { conditions: inBrowser },
  ssr: { resolve: { conditions: inNode } },
  test,
});

export default defineConfig({
  test: {
    projects: [
      project({
        name: "unit",
        globalSetup: "test/support/provide-redis.ts",
        include: ["packages/*/src/**/*.test.ts", "examples/web/src/**/*.test.{ts,tsx}", "bench/**/*.test.ts"],
      }),
      project({
        name: "types",
        include: [],
        typecheck: {
          enabled: true,
          only: true,
          include: ["test/types/**/*.test-d.{ts,tsx}"],
          tsconfig: "test/tsconfig.json",
        },
      }),
      project({
        name: "integration",
        globalSetup: "test/support/provide-redis.ts",
        include: [
          "test/{integration,conformance,project,deploy,docs,fuzz}/**/*.test.ts",
          "test/chaos/{,rig/}*.test.ts",
        ],
        testTimeout: 20_000,
        hookTimeout: 20_000,
        // Most of them wait for processes, not for a core.
        maxWorkers: 2,
      }),
      // All faults, which `npm run test:chaos` runs; the integration tests have a short form of it.
      project({
        name: "chaos",
        globalSetup: "test/support/provide-redis.ts",
        include: ["test/chaos/**/*.test.ts"],
        testTimeout: 20_000,
        hookTimeout: 60_000,
        fileParallelism: false,
      }),
      project({
        name: "browser",
        globalSetup: "test/support/provide-redis.ts",
        include: ["test/browser/**/*.test.ts"],
        testTimeout: 120_000,
        hookTimeout: 60_000,
        fileParallelism: false,
      }),
    ],
  },
});

import { parser, plugin } from "typescript-eslint";

// Only what needs types: promises that nobody awaits, and switches that forget a case. Biome does the rest.
export default [
  {
    files: ["packages/*/src/**/*.ts", "examples/web/src/**/*.{ts,tsx}", "test/**/*.ts", "bench/**/*.ts"],
    languageOptions: { parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    plugins: { "@typescript-eslint": plugin },
    rules: {
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    },
  },
  // The wrong uses of the type tests are wrong on purpose, and never run.
  { ignores: ["**/dist*/", "**/node_modules/", "test-artifacts/", "**/*.pb.*", "test/types/wrong-*uses.test-d.ts"] },
];

import react from "@vitejs/plugin-react";
import { defaultClientConditions, defineConfig } from "vite";

export default defineConfig(({ command, mode }) => {
  // `npm run dev` and the tests run from Volley's sources; a build takes its built packages, as your app would.
  const fromSources = command === "serve" || mode === "source";
  return {
    plugins: [react()],
    resolve: { conditions: [...(fromSources ? ["@volley/source"] : []), ...defaultClientConditions] },
    build: { outDir: "dist/client", emptyOutDir: true },
  };
});

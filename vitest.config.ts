import { defineConfig } from "vitest/config";

/** One project for each kind of test: `vitest run --project unit`. Slower kinds get a longer limit, never a sleep. */
const project = (name: string, folder: string, testTimeout: number) => ({
  test: { name, include: [`test/${folder}/**/*.test.ts`], environment: "node", testTimeout, hookTimeout: 60_000 },
});

export default defineConfig({
  test: {
    maxWorkers: 2,
    // Of those few tests that may run beside one another within a file.
    maxConcurrency: 2,
    projects: [
      { test: { name: "house", include: ["test/*.test.ts"], environment: "node", testTimeout: 30_000 } },
      project("unit", "unit", 10_000),
      project("fuzz", "fuzz", 60_000),
      project("ringcentral", "ringcentral", 30_000),
      project("desktop", "desktop", 60_000),
      project("app", "app", 60_000),
      project("faults", "faults", 300_000),
      project("screens", "screens", 120_000),
    ],
  },
});

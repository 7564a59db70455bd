/**
 * `npm test`: finds what the tests need, builds the app, runs every test. Words after `--` go to vitest.
 * Where a program is missing, the tests that need it are reported as skipped with the reason.
 */
import { spawnSync } from "node:child_process";
import { build, packageCommand, root } from "./build.ts";
import { chromium, linuxTestPrograms, obtain } from "./programs.ts";

const say = (line: string): void => console.log(line);

const missing = obtain([chromium, ...(process.platform === "linux" ? linuxTestPrograms : [])], say);
if (missing.length > 0) say(`Tests that need ${missing.map(({ name }) => name).join(", ")} will be skipped.`);
build();
const { status } = spawnSync(process.execPath, [packageCommand("vitest"), "run", ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
process.exit(status ?? 1);

/**
 * `npm run test:electron`: the screen tests on real Electron; says loudly when it cannot run them. The variable
 * TERN_TEST_ELECTRON names Electron's program by hand; words after `--` go to vitest in place of all the test files.
 */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { build, packageCommand, root } from "./build.ts";
import { electronBinary } from "./electron-binary.ts";

const given = process.env["TERN_TEST_ELECTRON"];
const electron = given ? { path: given } : electronBinary({ mayFetch: true });
if ("missing" in electron) {
  console.log("==========================================================================");
  console.log("SKIPPED: the screen tests did not run on real Electron.");
  console.log(`Reason: ${electron.missing}`);
  console.log("==========================================================================");
  process.exit(0);
}
build();
// Those below screens/renderer run the pages in a plain Chromium, without Electron.
const files = readdirSync(join(root, "test", "screens")).filter((name) => name.endsWith(".test.ts"));
const chosen = process.argv.slice(2);
const words = chosen.length > 0 ? chosen : files.map((name) => `test/screens/${name}`);
const { status } = spawnSync(process.execPath, [packageCommand("vitest"), "run", "--project", "screens", ...words], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, TERN_TEST_ELECTRON: electron.path },
});
process.exit(status ?? 1);

/** `npm run test:electron`: the screen tests on real Electron; says loudly when it cannot run them. */
import { spawnSync } from "node:child_process";
import { build, packageCommand, root } from "./build.ts";
import { electronBinary } from "./electron-binary.ts";

const electron = electronBinary({ mayFetch: true });
if ("missing" in electron) {
  console.log("==========================================================================");
  console.log("SKIPPED: the screen tests did not run on real Electron.");
  console.log(`Reason: ${electron.missing}`);
  console.log("==========================================================================");
  process.exit(0);
}
build();
const { status } = spawnSync(process.execPath, [packageCommand("vitest"), "run", "--project", "screens"], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, TERN_TEST_ELECTRON: electron.path },
});
process.exit(status ?? 1);

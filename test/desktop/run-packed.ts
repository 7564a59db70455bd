/** Started by the program of an app that was packed around the stand-in: runs what its asar holds. */
import { spawn } from "node:child_process";
import { openPackedApp } from "./packed-app.ts";

const [resources = "", ...words] = process.argv.slice(2);
const app = openPackedApp(resources);
const register = new URL("./register.ts", import.meta.url).href;
const child = spawn(process.execPath, ["--import", register, app.main, ...words], { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
child.once("close", (code) => {
  app.remove();
  process.exit(code ?? 1);
});

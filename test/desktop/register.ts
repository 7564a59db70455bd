/**
 * Given to Node with --import before main's bundle: from here on `electron` is the stand-in. Gets the desktop's services
 * on the session bus and the desk ready first; prints the one line when main shows something.
 */
import { registerHooks } from "node:module";
import { dirname } from "node:path";
import { OPTIONS_VARIABLE, standIn } from "./electron/module.ts";
import { fire } from "./in-background.ts";
import { serveDesk } from "./desk/desk-server.ts";
import type { ReadyLine } from "./wire.ts";

const moduleUrl = new URL("./electron/module.ts", import.meta.url).href;
const names = new Set(["electron", "electron/main", "electron/common"]);
registerHooks({
  resolve: (specifier, context, next) =>
    names.has(specifier)
      ? { url: moduleUrl, format: "module-typescript", shortCircuit: true }
      : next(specifier, context),
});
delete process.env[OPTIONS_VARIABLE];
Object.assign(process, { type: "browser", resourcesPath: dirname(process.argv[1] ?? ".") });

const busAddress = process.env["DBUS_SESSION_BUS_ADDRESS"];
if (process.platform === "linux" && busAddress) await standIn.offerServices(busAddress);
const desk = await serveDesk(standIn.deskRoutes);
standIn.showDesk(desk.url);

// Whoever started this holds the other end of standard input: gone, this quits.
process.stdin.once("end", () => standIn.electron.app.quit());
process.stdin.resume();
process.stdin.unref();

fire("ready", async () => {
  const line: ReadyLine = { desk: desk.url, cdp: await standIn.whenShown() };
  process.stdout.write(`${JSON.stringify(line)}\n`);
});
